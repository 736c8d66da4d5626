from __future__ import annotations

from django.urls import path

from concerted.pool.workplan.views import agenda, meetings, minutes, plan, tasks

app_name = "workplan"
PLAN = "work/<slug:organization>/workplan/"
ACTIVITY = PLAN + "<uuid:pk>/"
TASKS = PLAN + "tasks/"
TASK = TASKS + "<uuid:pk>/"
MEETINGS = "work/<slug:organization>/meetings/"
MEETING = MEETINGS + "<int:number>/"
ITEM = MEETING + "items/<uuid:pk>/"
urlpatterns = [
    path(PLAN, plan.workplan, name="workplan"),
    path(PLAN + "new/", plan.add_activity, name="add_activity"),
    path(ACTIVITY, plan.activity, name="activity"),
    path(ACTIVITY + "change/", plan.adapt_activity, name="adapt_activity"),
    path(
        ACTIVITY + "languages/<slug:language>/", plan.translate_activity, name="translate_activity"
    ),
    path(TASKS, tasks.tasks, name="tasks"),
    path(TASKS + "new/", tasks.add_task, name="add_task"),
    path(TASK + "change/", tasks.change_task, name="change_task"),
    path(TASK + "hand/", tasks.hand_task, name="hand_task"),
    path(TASK + "done/", tasks.finish_task, name="finish_task"),
    path(TASK + "open/", tasks.reopen_task, name="reopen_task"),
    path(TASK + "drop/", tasks.drop_task, name="drop_task"),
    path(MEETINGS, meetings.meetings, name="meetings"),
    path(MEETINGS + "new/", meetings.add_meeting, name="add_meeting"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(MEETING + "change/", meetings.change_meeting, name="change_meeting"),
    path(MEETING + "call-off/", meetings.cancel_meeting, name="cancel_meeting"),
    path(MEETING + "attendance/", meetings.record_attendance, name="record_attendance"),
    path(MEETING + "pdf/", minutes.meeting_pdf, name="meeting_pdf"),
    path(MEETING + "meeting.ics", minutes.meeting_ics, name="meeting_ics"),
    path(MEETING + "send/", minutes.mail_meeting, name="mail_meeting"),
    path(MEETING + "approve/", minutes.approve_minutes, name="approve_minutes"),
    path(MEETING + "items/new/", agenda.add_item, name="add_item"),
    path(ITEM + "change/", agenda.change_item, name="change_item"),
    path(ITEM + "up/", agenda.move_item_up, name="move_item_up"),
    path(ITEM + "remove/", agenda.remove_item, name="remove_item"),
    path(ITEM + "minute/", agenda.write_minute, name="write_minute"),
    path(ITEM + "task/", agenda.add_task_of_item, name="add_task_of_item"),
    path(ITEM + "proposal/", agenda.propose_item, name="propose_item"),
    path(ITEM + "decide/", agenda.decide_item, name="decide_item"),
]
