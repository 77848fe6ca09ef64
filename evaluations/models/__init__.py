from evaluations.models.invitation import Invitation
from evaluations.models.match_key import MatchKey
from evaluations.models.questionnaire import Question, Questionnaire, Stage
from evaluations.models.response import Answer, Response

__all__ = ["Answer", "Invitation", "MatchKey", "Question", "Questionnaire", "Response", "Stage"]
