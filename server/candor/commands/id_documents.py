"""`candor evaluate` with a plan of ID documents: made, photographed and read as the pages read what is uploaded."""

from __future__ import annotations

from pathlib import Path

from candor.bootstrap.sessions import SessionMaker
from candor.commands.progress import counted
from candor.documents.read import DocumentReader
from candor.domain.identity import Template
from candor.evaluation.id_documents.matches import matches
from candor.evaluation.id_documents.plan_file import Part, load_plan
from candor.evaluation.id_documents.report import id_document_report
from candor.evaluation.id_documents.trials import Trials
from candor.fusion.identity import Outcome, load_comparator
from candor.inference.text_reader import RapidTextReader
from candor.pipeline.reference import make_reference
from candor.settings import Settings


def id_documents(path: Path, part: Part, settings: Settings) -> str:
    """Return the tables of a plan.

    Raises:
        ConfigurationError: the plan cannot be used, or the font is missing.
        UsageError: its data are not there.
    """
    plan = load_plan(path)
    sessions = SessionMaker(settings)()
    analysers, rules = sessions.analysers, sessions.rules.pipeline.reference
    trials = Trials(plan, part, DocumentReader(analysers.detector, analysers.mesher, RapidTextReader()))
    with counted("documents", trials.count()) as done:
        documents, barcodes = list(trials.documents(done)), list(trials.licences(done))

    def template_of(photo: bytes) -> Template:
        return make_reference(photo, analysers, rules)

    comparator = load_comparator(settings.models_dir, analysers.embedder.model)

    def outcome_of(a: Template, b: Template) -> Outcome:
        return comparator.decide(comparator.compare(a, b))

    main = [trial for trial in documents if trial.width == plan.main_width]
    matched = matches(main, template_of, outcome_of)
    return f"# {plan.name}: {part}\n\n" + id_document_report(documents, barcodes, matched, plan.seed)
