from juluo.community.models.covenant import Acceptance, Covenant
from juluo.community.models.entrance import Admission, Entrance

__all__ = ["Acceptance", "Admission", "Covenant", "Entrance"]
