"""Everything staff edit and kiosks hold, one table a kind of feed item."""

from .approval import SecondPersonTask, two_persons
from .catalogue import Category, Family, Location, Organization
from .checked import Checked
from .department import Department, DepartmentMember, department_of
from .hall import Hall
from .in_feed import AtOnce, Drafted, InFeed
from .lexicon import Elsewhere, Reading, Saying
from .notice import Notice, NoticeSentence
from .place import Place
from .report_category import CommonSentence, ReportCategory
from .service import Hours, Paper, Service, Step
from .term import Term
from .trial import Trial

__all__ = [
    "AtOnce",
    "Category",
    "Checked",
    "CommonSentence",
    "Department",
    "DepartmentMember",
    "Drafted",
    "Elsewhere",
    "Family",
    "Hall",
    "Hours",
    "InFeed",
    "Location",
    "Notice",
    "NoticeSentence",
    "Organization",
    "Paper",
    "Place",
    "Reading",
    "ReportCategory",
    "Saying",
    "SecondPersonTask",
    "Service",
    "Step",
    "Term",
    "Trial",
    "department_of",
    "two_persons",
]
