"""Everything written down, opened in one go: database brought up to date, vault, and one repository per subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, text

from candor.errors import ConfigurationError
from candor.settings import Settings
from candor.store.api_tokens import ApiTokens
from candor.store.applications import Applications
from candor.store.assignments import Assignments
from candor.store.audit import AuditTrail
from candor.store.backup import BackupKeys
from candor.store.candidate_keys import CandidateKeys
from candor.store.candidate_list import CandidateList
from candor.store.candidates import Candidates
from candor.store.corrections import Corrections
from candor.store.database import Database, open_database
from candor.store.directory import Directory
from candor.store.documents import Documents
from candor.store.escalations import Escalations
from candor.store.evidence import EvidenceStore
from candor.store.flags import Flags
from candor.store.groups import Groups
from candor.store.house import HouseSettings
from candor.store.house_key import HouseKey
from candor.store.interviews import SqlInterviewRecords
from candor.store.jobs import Jobs
from candor.store.ledger import Ledger
from candor.store.open_flags import OpenFlags
from candor.store.own_checklists import OwnChecklists
from candor.store.own_checks import OwnChecks
from candor.store.people import People
from candor.store.rounds import Rounds
from candor.store.schema import CandidateRow, HouseRow
from candor.store.screenings import Screenings
from candor.store.second_factors import SecondFactors
from candor.store.settled import Settled
from candor.store.upgrade import upgrade_database
from candor.store.vault import Vault, open_vault

_KEY_ID = "master_key_id"


@dataclass(frozen=True, slots=True)
class Store:
    """One repository per subject, over one database and one vault."""

    database: Database
    vault: Vault
    people: People
    second_factors: SecondFactors
    api_tokens: ApiTokens
    assignments: Assignments
    candidates: Candidates
    candidate_list: CandidateList
    corrections: Corrections
    own_checks: OwnChecks
    applications: Applications
    screenings: Screenings
    jobs: Jobs
    own_checklists: OwnChecklists
    documents: Documents
    rounds: Rounds
    interviews: SqlInterviewRecords
    escalations: Escalations
    flags: Flags
    open_flags: OpenFlags
    ledger: Ledger
    groups: Groups
    settled: Settled
    house: HouseSettings
    house_key: HouseKey
    evidence: EvidenceStore
    audit: AuditTrail

    def check(self) -> None:
        """Ask the database something; raises SQLAlchemyError when it does not answer."""
        with self.database.reading() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def utc_now() -> datetime:
    """Return the time of day, aware."""
    return datetime.now(UTC)


def open_store(settings: Settings, now: Callable[[], datetime] = utc_now) -> Store:
    """Open vault and database, bring the tables up to date.

    Raises:
        ConfigurationError: "bad_database_url", "database_unreachable", "bad_master_key"; "wrong_master_key" when the
            key file is not the one that this database was made with; "missing_candidate_keys" when no key is there.
    """
    vault = open_vault(settings.home, CandidateKeys(settings.candidate_keys))
    database = open_database(settings.database)
    upgrade_database(database, vault)
    _check_master_key(database, vault)
    _check_candidate_keys(database, vault)
    directory = Directory(vault)
    return Store(
        database=database,
        vault=vault,
        people=People(database, vault, now),
        second_factors=SecondFactors(database, vault, now),
        api_tokens=ApiTokens(database, vault, now),
        assignments=Assignments(database, now),
        candidates=Candidates(database, vault, now, BackupKeys(settings.backup_keys), directory),
        candidate_list=CandidateList(database, vault, directory),
        corrections=Corrections(database, vault, now),
        own_checks=OwnChecks(database, vault, now),
        applications=Applications(database, vault, now),
        screenings=Screenings(database, vault, now),
        jobs=Jobs(database, vault, now),
        own_checklists=OwnChecklists(database, now),
        documents=Documents(database, vault, now),
        rounds=Rounds(database, vault, now),
        interviews=SqlInterviewRecords(database, vault, now),
        escalations=Escalations(database, vault, now),
        flags=Flags(database, vault, now),
        open_flags=OpenFlags(database, vault, directory),
        ledger=Ledger(database),
        groups=Groups(database, vault, now),
        settled=Settled(database, vault),
        house=HouseSettings(database, now),
        house_key=HouseKey(database, vault),
        evidence=EvidenceStore(database, vault),
        audit=AuditTrail(database),
    )


def _check_master_key(database: Database, vault: Vault) -> None:
    with database.writing() as session:
        known = session.get(HouseRow, _KEY_ID)
        if known is None:
            session.add(HouseRow(name=_KEY_ID, value=vault.key_id))
        elif known.value != vault.key_id:
            sentence = "The key file does not belong to this database. Put the right master.key into the home folder."
            raise ConfigurationError("wrong_master_key", sentence)


def _check_candidate_keys(database: Database, vault: Vault) -> None:
    with database.reading() as session:
        is_used = session.scalar(select(CandidateRow.id).limit(1)) is not None
    if is_used and vault.has_no_keys():
        sentence = "The keys of the candidates are missing. Put their folder back, see CANDOR_CANDIDATE_KEYS."
        raise ConfigurationError("missing_candidate_keys", sentence)
