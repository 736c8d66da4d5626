"""One organization in the middle of its work, with a row behind every address of the site."""

from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from concerted.accounts.models import User
from concerted.act.campaigns.tests.factories import make_campaign
from concerted.act.officials.operations import report_mistake
from concerted.act.officials.tests.factories import make_official
from concerted.act.petitions.models.signatures import LINK
from concerted.act.petitions.operations.answers import record_answer
from concerted.act.petitions.operations.deliveries import (
    deliver_petition,
    send_delivery,
    write_delivery,
)
from concerted.act.petitions.operations.news import add_news
from concerted.act.petitions.operations.paper import Written, print_sheets, type_row
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.operations.sponsors import invite_sponsor
from concerted.act.petitions.queries.deliveries import delivery_token
from concerted.act.petitions.queries.news import NewsReader, stop_token
from concerted.act.petitions.tests.factories import ROSA, make_petition
from concerted.base.links import sign
from concerted.decide.proposals.models import Decision
from concerted.decide.proposals.operations.decisions import appeal
from concerted.decide.proposals.operations.discussion import add_comment
from concerted.decide.proposals.operations.paper import hand_in_paper, type_ballot
from concerted.decide.proposals.queries.links import token_of
from concerted.decide.proposals.tests.factories import (
    elector,
    make_proposal,
    make_vote,
    vote_through,
)
from concerted.goals.tests.factories import make_goal
from concerted.listen.conversations.models import Conversation, Follower, Value
from concerted.listen.conversations.operations import ballots
from concerted.listen.conversations.operations.sessions import show_statement
from concerted.listen.conversations.operations.statements import suggest_statement
from concerted.listen.conversations.operations.voting import cast_vote
from concerted.listen.conversations.queries.followers import PURPOSE as WORDS
from concerted.listen.conversations.queries.followers import opened
from concerted.listen.conversations.queries.voices import participant_of, return_token
from concerted.listen.conversations.tests.factories import (
    KEY,
    make_conversation,
    make_session,
    make_stack,
)
from concerted.listen.representation.tests.factories import make_occasion
from concerted.listen.surveys.models import ResultsReading
from concerted.listen.surveys.operations.importing import keep_form
from concerted.listen.surveys.operations.paper import type_sheet
from concerted.listen.surveys.operations.surveys import publish_results
from concerted.listen.surveys.queries.definitions import definition_of
from concerted.listen.surveys.queries.respondents import return_token as surveys_return_token
from concerted.listen.surveys.tests.factories import answer, make_survey, said
from concerted.listen.surveys.xlsforms.writing import write_form
from concerted.organizations.models import Membership, Organization, Role, RoleKind
from concerted.organizations.operations import invite_member
from concerted.organizations.operations.invitations import PURPOSE
from concerted.organizations.tests.factories import make_partner
from concerted.people.links import self_service_path, unsubscribe_path
from concerted.people.models import ContactPoint, Import
from concerted.people.operations import (
    add_address,
    merge_people,
    save_segment,
    tag_person,
)
from concerted.people.operations.imports import start_import
from concerted.people.queries.segments import SegmentQuery
from concerted.people.tests.factories import make_person
from concerted.pool.agreements.tests.factories import make_sent
from concerted.pool.network.tests.factories import waves_of
from concerted.pool.partners.models import Departure, Side
from concerted.pool.partners.operations.inviting import PURPOSE as PARTNER
from concerted.pool.partners.operations.inviting import invite_partner
from concerted.pool.partners.operations.joining import end_partnership
from concerted.pool.partners.operations.profiles import add_item, add_representative
from concerted.pool.partners.operations.terms import propose_terms
from tests.routes import Route
from tests.scene_comparing import compared
from tests.scene_figures import brought, measured
from tests.scene_indicators import released
from tests.scene_letters import written
from tests.scene_policies import followed
from tests.scene_pool import planned, pooled, signed_by_mail
from tests.scene_reports import reported
from tests.scene_representation import represented
from tests.scene_reviews import reviewed

IMPORTS = (
    "import",
    "correct_columns",
    "run_import",
    "undo_import",
    "discard_import",
    "import_table",
)
TODAY = datetime.date(2026, 6, 18)

TOLD = {
    "count": 40,
    "grouping": {"by": "nothing", "key": ""},
    "groups": ["~everybody"],
    "parts": [
        {
            "question": "visited",
            "kind": "yes_no",
            "choice": "",
            "rows": ["yes", "no", "~declined", "~empty", "~not_asked"],
            "values": [[25, 25], [15, 15], [0, 0], [0, 0], [0, 0], [40, 40]],
        }
    ],
    "means": {},
}
"""The results of a survey, as a count of forty people tells them."""


class Scene:
    """Fills the addresses of ``union`` (and of the coalition it leads) with what ``route`` asks for."""

    def __init__(self, union: Organization, other: Organization, omar: User) -> None:
        self.union, self.other, self.omar = union, other, omar
        self.values: dict[str, Any] = {"organization": union.slug, "language": "es", "code": "es"}
        self.list_of_people: Import | None = None
        self.of_route: dict[str, dict[str, Any]] = {}
        self.of_coalition: dict[str, dict[str, Any]] = {}
        self._goals()
        self._people()
        self._petition()
        self._conversation()
        self._survey()
        self.of_route |= represented(
            self.union, conversation=self.conversation, survey=self.survey, by=self.omar
        )
        self._team()
        self._proposals()
        self.of_route |= written(self.campaign, self.official)
        self._pool()
        self._figures()
        self._reviews()

    def arguments(self, route: Route) -> dict[str, Any]:
        """What ``route`` needs: its own values before its room's before the scene's."""
        room = route.name.split(":")[0]
        return {
            **self.values,
            **self.of_route.get(room, {}),
            **self.of_route.get(route.name, {}),
        }

    def coalition_arguments(self, route: Route) -> dict[str, Any]:
        """As ``arguments``, of the coalition ``union`` leads."""
        room = self.of_coalition.get(route.name.split(":")[0], {})
        own = self.of_coalition.get(route.name, {})
        return {**self.arguments(route), "organization": self.coalition.slug, **room, **own}

    def _goals(self) -> None:
        self.goal = make_goal(self.union)
        self.campaign = make_campaign(self.union, goal=self.goal)
        self.official = make_official(self.union, is_public=True)
        self.of_route["goals"] = {"slug": self.goal.slug}
        self.of_route["campaigns"] = {"slug": self.campaign.slug}
        mistake = report_mistake(
            official=self.official, organization=self.union, text="Moved.", by=None
        )
        self.of_route["officials"] = {"pk": self.official.pk, "mistake": mistake.pk}
        self.of_route |= followed(self.goal, self.official)

    def _people(self) -> None:
        self.person = make_person(self.union)
        twin = make_person(self.union, given_name="Rosita", email="", phone="", postal_code="")
        third = make_person(self.union, given_name="Rosie", email="", phone="", postal_code="")
        address = add_address(person=self.person, street="1 Elm Street", locality="Riverside")
        tagging = tag_person(person=self.person, name="volunteer")
        segment = save_segment(
            organization=self.union,
            name="Volunteers",
            query=SegmentQuery(tags=(str(tagging.tag_id),)),
        )
        merge = merge_people(kept=self.person, gone=third)
        own = self_service_path(self.person, language="en").split("/i/")[1].strip("/")
        point = ContactPoint.objects.get(person=self.person, kind="email")
        stop = unsubscribe_path(point, language="en").split("/i/")[1].split("/")[0]
        self.of_route["people"] = {
            "pk": self.person.pk,
            "other": twin.pk,
            "address": address.pk,
            "tag": tagging.tag_id,
            "token": own,
        }
        for name in ("tag", "delete_tag"):
            self.of_route[f"people:{name}"] = {"pk": tagging.tag_id}
        for name in ("segment", "change_segment", "export_segment", "delete_segment"):
            self.of_route[f"people:{name}"] = {"pk": segment.pk}
        for name in IMPORTS:
            self.of_route[f"people:{name}"] = {"pk": self._import().pk}
        self.of_route["people:unmerge"] = {"pk": merge.pk}
        self.of_route["people:unsubscribe"] = {"token": stop}

    def _import(self) -> Import:
        if self.list_of_people is None:
            with NamedTemporaryFile("w", suffix=".csv") as file:
                file.write("First name,Email\nAda,ada@example.com\n")
                file.flush()
                self.list_of_people = start_import(
                    organization=self.union, path=Path(file.name), by=self.omar
                )
        return self.list_of_people

    def _petition(self) -> None:
        self.petition = make_petition(self.union, campaign=self.campaign)
        self.signature = sign_petition(petition=self.petition, language="es", **ROSA)
        sponsorship = invite_sponsor(petition=self.petition, slug=self.other.slug, by=self.omar)
        self.of_route["petitions"] = {
            "slug": self.petition.slug,
            "signature": self.signature.pk,
            "sponsorship": sponsorship.pk,
        }

        self._paper()
        self._deliveries()
        self._words()

        for name in ("accept_sponsorship", "decline_sponsorship"):
            self.of_route[f"petitions:{name}"] = {"organization": self.other.slug}

    def _conversation(self) -> None:
        """One under way, with a voice, a statement that waits and one that is shown."""
        conversation = self.conversation = make_conversation(self.union, goal=self.goal)
        cast_vote(
            conversation=conversation,
            statement=conversation.statements.get(number=1).pk,
            value=Value.AGREE,
            key=KEY,
            language="es",
        )
        waiting = suggest_statement(
            conversation=conversation,
            text="My mother needs a ride.",
            key=KEY,
            language="en",
            email="rosa@example.com",
        )
        follower = Follower.objects.get(statement=waiting)
        _email, key = opened(follower) or ("", "")
        for name in ("own_words", "confirm_following", "stop_following", "take_back"):
            self.of_route[f"conversations:{name}"] = {"token": sign(key, purpose=WORDS)}
        voice = participant_of(conversation, KEY)
        assert voice is not None
        self.of_route["conversations"] = {
            "slug": conversation.slug,
            "number": waiting.number,
            "token": return_token(voice, KEY, "rosa@example.com"),
        }
        self._session(conversation)

    def _session(self, conversation: Conversation) -> None:
        """One that is under way, with a statement on its screen and a ballot that is typed in."""
        session = make_session(conversation)
        statement = conversation.statements.get(number=1)
        show_statement(session=session, statement=statement)
        stack = make_stack(session, by=self.omar)
        ballot = ballots.type_ballot(stack=stack, number=1, answers=(1, 0, -1), by=self.omar)
        self.of_route["conversations"] |= {
            "code": session.code,
            "session": session.number,
            "form": stack.form.number,
            "stack": stack.number,
            "ballot": ballot.number,
        }
        for name in ("record_tally", "show_statement", "close_round"):
            self.of_route[f"conversations:{name}"] = {"number": statement.number}

    def _survey(self) -> None:
        """One under way, with answers from the web and a sheet."""
        survey = make_survey(self.union, goal=self.goal)
        answer(survey, key=KEY, visited=1, welcome=4)
        type_sheet(
            survey=survey, number=1, said=said(survey, visited=0), language="es", by=self.omar
        )
        self.survey = survey
        publish_results(survey=survey, by=self.omar)
        ResultsReading.objects.create(survey=survey, submission_count=40, told=TOLD)
        with NamedTemporaryFile(suffix=".xlsx") as file:
            file.write(write_form(definition_of(survey), "clinic"))
            file.flush()
            form = keep_form(organization=self.union, path=Path(file.name), by=self.omar)
        self.of_route["surveys"] = {
            "pk": form.pk,
            "kind": "csv",
            "slug": survey.slug,
            "number": 1,
            "key": "minutes",
            "token": surveys_return_token(survey, KEY),
        }
        for name in ("change_section", "remove_section"):
            self.of_route[f"surveys:{name}"] = {"key": "away"}

    def _proposals(self) -> None:
        """One that the team votes on, partly on paper, and one that guests have decided and appeal against."""
        vote = make_vote(
            self.union, electorate="team", rule="approval", options=("Bus", "Van", "Walk")
        )
        names = str(self.omar)
        hand_in_paper(elector=elector(vote, "Olga"), by=self.omar)
        ballot = type_ballot(vote=vote, choice={"approves": [1]}, by=self.omar)
        said = add_comment(proposal=vote.proposal, text="Núñez would agree.", by=self.omar)
        decided = vote_through(self.union, "yes", "yes", "yes", title="Shall we meet?")
        guest = elector(decided, "Ana")
        make_occasion(self.union, conversation=decided.proposal)
        made = appeal(
            decision=Decision.objects.get(round=decided), voter=guest.voter, reason="Too few came."
        )
        self.of_route["proposals"] = {
            "slug": vote.proposal.slug,
            "pk": said.pk,
            "number": 1,
            "token": token_of(elector(vote, names).voter, vote.proposal),
        }
        self.of_route["proposals:about_you"] = {"token": token_of(guest.voter, decided.proposal)}
        self.of_route["proposals:hand_in_paper"] = {"pk": elector(vote, "Cleo").pk}
        self.of_route["proposals:check_ballot"] = {"number": ballot.number}
        self.of_route["proposals:remove_voter"] = {"pk": guest.voter.pk}
        for name in ("ballots", "complete_record", "carry_out", "translate_decision"):
            self.of_route[f"proposals:{name}"] = {"slug": decided.proposal.slug}
        self.of_route["proposals:answer_appeal"] = {
            "slug": decided.proposal.slug,
            "pk": made.pk,
        }
        for name in ("make_proposal", "make_goal"):
            self.of_route[f"proposals:{name}"] = {
                **self.of_route["conversations"],
                "number": 1,
            }

    def _pool(self) -> None:
        """The union is given to by Rosa, the coalition by its member."""
        self.of_route |= pooled(self.union, self.goal)
        self.of_route |= reported(self.union, self.goal)
        self.of_route |= compared(self.union)
        self.of_coalition |= compared(self.coalition)
        self.of_route["agreements"] = signed_by_mail(self.union, self.other, self.omar)
        number = make_sent(self.coalition, self.member).agreement.number
        self.of_coalition["agreements"] = {"number": number}
        goal = make_goal(self.coalition)
        self.of_coalition |= pooled(self.coalition, goal, {"partner": self.member})
        self.of_route |= waves_of(self.coalition, self.member, self.ally)

    def _figures(self) -> None:
        """The union's are its own; the coalition's were handed in by its member."""
        self.of_route |= released(self.union, self.goal)
        self.of_route |= measured(self.union, self.goal)
        self.of_route |= brought(self.union, self.omar)
        goal = make_goal(self.coalition, title="No gap")
        self.of_coalition |= measured(self.coalition, goal, self.member)
        self.of_coalition |= brought(self.coalition, self.omar)

    def _reviews(self) -> None:
        self.of_route |= reviewed(self.union, self.goal, self.omar)
        goal = make_goal(self.coalition, "What we learn together")
        self.of_coalition |= reviewed(self.coalition, goal, self.omar)

    def _paper(self) -> None:
        (sheet,) = print_sheets(
            petition=self.petition, count=1, language="es", by=self.omar, row_count=5
        )
        row = type_row(
            sheet=sheet,
            number=1,
            by=self.omar,
            written=Written(name="Rosa Núñez", contact="rosa@example.com"),
        )
        self.sheet = sheet
        self.of_route["petitions"] |= {
            "number": sheet.number,
            "row": row.number,
            "batch": sheet.batch,
        }

    def _deliveries(self) -> None:
        delivery = deliver_petition(
            petition=self.petition,
            recipient="City Council",
            recipient_email="clerk@example.org",
            delivered_on=TODAY,
            by=self.omar,
        )
        delivery = write_delivery(delivery=delivery)
        delivery = send_delivery(delivery=delivery, by=self.omar)
        self.of_route["petitions"] |= {"pk": delivery.pk, "code": delivery.code.lower()}
        for name in ("receipt", "receipt_pdf"):
            self.of_route[f"petitions:{name}"] = {"code": delivery.code}
        for name in ("delivery_link", "linked_document", "linked_table"):
            self.of_route[f"petitions:{name}"] = {"token": delivery_token(delivery)}

    def _words(self) -> None:
        """What the target answered, and news of it."""
        answer = record_answer(
            petition=self.petition, by=self.omar, stance="yes", text="We will.", answered_on=TODAY
        )
        news = add_news(
            petition=self.petition, by=self.omar, title="We won", text="Thank you.", language="en"
        )
        for name in ("edit_answer", "translate_answer"):
            self.of_route[f"petitions:{name}"] = {"pk": answer.pk, "code": "es"}
        for name in ("edit_news", "publish_news", "translate_news"):
            self.of_route[f"petitions:{name}"] = {"pk": news.pk, "code": "es"}
        self.of_route["petitions:translate_petition"] = {"code": "es"}
        person = self.signature.person
        point = ContactPoint.objects.get(person=person, kind="email")
        signed = sign([self.signature.pk.hex, point.pk.hex], purpose=LINK)
        for name in ("confirm", "confirmed", "disown", "disowned"):
            self.of_route[f"petitions:{name}"] = {"token": signed}
        reader = NewsReader(self.signature.pk, person, point, "es")
        for name in ("stop_news", "news_stopped"):
            self.of_route[f"petitions:{name}"] = {"token": stop_token(reader)}

    def _team(self) -> None:
        invitation = invite_member(
            organization=self.union,
            email="nina@example.org",
            kind=RoleKind.VIEWER,
            language="en",
            by=self.omar,
        )
        vera = Role.objects.get(organization=self.union, kind=RoleKind.VIEWER)
        token = sign(str(invitation.pk), purpose=PURPOSE)
        for name in ("invitation", "accept_invitation"):
            self.of_route[f"organizations:{name}"] = {"token": token}
        self.of_route["organizations:resend_invitation"] = {"pk": invitation.pk}
        self.of_route["organizations:revoke_invitation"] = {"pk": invitation.pk}
        self.of_route["organizations:change_role"] = {"pk": vera.pk}
        self.of_route["organizations:remove_member"] = {"pk": vera.pk}
        self._coalition()

    def _coalition(self) -> None:
        """A coalition in which the cast has the same roles; it has a member and an ally, and asks another."""
        coalition = self.coalition = Organization.objects.create(
            name="Riverside Alliance", slug="riverside", kind=Organization.Kind.COALITION
        )
        for role in Role.objects.filter(organization=self.union):
            Role.objects.create(organization=coalition, user=role.user, kind=role.kind)
        self.member = Organization.objects.create(name="Clinic Friends", slug="clinic-friends")
        self.ally = Organization.objects.create(name="Bus Riders", slug="bus-riders")
        self.membership = make_partner(coalition, self.member)
        make_partner(coalition, self.ally, role=Membership.Role.ALLY)
        self.of_coalition["proposals"] = {"slug": make_proposal(coalition).slug}
        goal = make_goal(coalition, title="Care at night")
        self.of_route |= planned(coalition, goal, self.member, self.omar)
        self.of_coalition |= released(coalition, goal)
        self._partners()

    def _partners(self) -> None:
        """The member has told who speaks for it, asks for a change, and has left a coalition before."""
        membership = self.membership
        spokesperson = add_representative(membership=membership, name="Ida", by=None)
        item = add_item(coalition=self.coalition, text="We met.", by=self.omar)
        change = propose_terms(membership=membership, side=Side.MEMBER, subjects=[], by=None)
        assert change is not None
        to_union = invite_partner(coalition=self.coalition, slug=self.union.slug, by=None)
        waiting = invite_partner(
            coalition=self.coalition, name="Parish", email="nina@example.org", by=self.omar
        )
        token = sign(str(waiting.pk), purpose=PARTNER)
        self.of_route["partners"] = {
            "organization": self.coalition.slug,
            "pk": membership.pk,
            "one": spokesperson.pk,
            "item": item.pk,
            "change": change.pk,
            "token": token,
        }
        own = {"organization": self.union.slug}
        for name in ("invitation", "accept", "decline"):
            self.of_route[f"partners:{name}"] = {**own, "pk": to_union.pk}
        for name in ("resend", "withdraw"):
            self.of_route[f"partners:{name}"] = {"pk": waiting.pk}
        hill = Organization.objects.create(
            name="Hill Alliance", slug="hill", kind=Organization.Kind.COALITION
        )
        end_partnership(membership=make_partner(hill, self.union), by=None)
        self.of_route["partners:data"] = {**own, "pk": make_partner(hill, self.union).pk}
        left = Departure.objects.get(organization=self.union)
        self.of_route["partners:departure"] = {**own, "pk": left.pk}
        self.hill = hill
