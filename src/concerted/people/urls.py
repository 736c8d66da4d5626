from __future__ import annotations

from django.urls import path

from concerted.people.views import (
    imports,
    keeping,
    listing,
    merging,
    persons,
    segments,
    self_service,
    tags,
)

app_name = "people"

WORK = "work/<slug:organization>/people/"
PERSON = WORK + "<uuid:pk>/"
IMPORT = WORK + "imports/<uuid:pk>/"
LINK = "i/<str:token>/"

urlpatterns = [
    path(WORK, listing.people, name="people"),
    path(WORK + "new/", persons.add_person, name="add_person"),
    path(WORK + "tags/", tags.tags, name="tags"),
    path(WORK + "tags/<uuid:pk>/", tags.tag, name="tag"),
    path(WORK + "tags/<uuid:pk>/delete/", tags.delete_tag, name="delete_tag"),
    path(WORK + "segments/", segments.segments, name="segments"),
    path(WORK + "segments/new/", segments.build_segment, name="add_segment"),
    path(WORK + "segments/<uuid:pk>/", segments.segment, name="segment"),
    path(WORK + "segments/<uuid:pk>/edit/", segments.change_segment, name="change_segment"),
    path(WORK + "segments/<uuid:pk>/table/", segments.export_segment, name="export_segment"),
    path(WORK + "segments/<uuid:pk>/delete/", segments.delete_segment, name="delete_segment"),
    path(WORK + "imports/", imports.imports, name="imports"),
    path(WORK + "imports/new/", imports.add_import, name="add_import"),
    path(IMPORT, imports.import_, name="import"),
    path(IMPORT + "columns/", imports.correct_columns, name="correct_columns"),
    path(IMPORT + "run/", imports.run_import, name="run_import"),
    path(IMPORT + "undo/", imports.undo_import, name="undo_import"),
    path(IMPORT + "discard/", imports.discard_import, name="discard_import"),
    path(IMPORT + "table/", imports.import_table, name="import_table"),
    path(WORK + "merges/", merging.merges, name="merges"),
    path(WORK + "merges/<uuid:pk>/undo/", merging.unmerge, name="unmerge"),
    path(WORK + "retention/", keeping.retention, name="retention"),
    path(PERSON, persons.person, name="person"),
    path(PERSON + "edit/", persons.correct_person, name="correct_person"),
    path(PERSON + "addresses/new/", persons.add_address, name="add_address"),
    path(
        PERSON + "addresses/<uuid:address>/remove/", persons.remove_address, name="remove_address"
    ),
    path(PERSON + "answer/", persons.record_answer, name="record_answer"),
    path(PERSON + "tag/", persons.tag_person, name="tag_person"),
    path(PERSON + "tags/<uuid:tag>/remove/", persons.untag_person, name="untag_person"),
    path(PERSON + "merge/", merging.choose, name="merge_choose"),
    path(PERSON + "merge/<uuid:other>/", merging.merge, name="merge"),
    path(PERSON + "erase/", keeping.erase_person, name="erase_person"),
    path("o/<slug:organization>/your-data/", self_service.request_link, name="your_data"),
    path(LINK, self_service.self_service, name="self_service"),
    path(LINK + "correct/", self_service.correct, name="self_correct"),
    path(LINK + "stop/", self_service.stop, name="self_stop"),
    path(LINK + "data.json", self_service.export_json, name="self_json"),
    path(LINK + "data.csv", self_service.export_csv, name="self_csv"),
    path(LINK + "erase/", self_service.erase, name="self_erase"),
    path(LINK + "unsubscribe/", self_service.unsubscribe, name="unsubscribe"),
]
