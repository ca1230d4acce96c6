from juluo.community.models.covenant import Acceptance, Covenant
from juluo.community.models.entrance import Admission, Entrance, Way
from juluo.community.models.parting import PARTING_WORDS_LENGTH, Parting

__all__ = ["PARTING_WORDS_LENGTH", "Acceptance", "Admission", "Covenant", "Entrance", "Parting", "Way"]
