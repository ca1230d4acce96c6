from juluo.reach.models.notification import Delivery, Notification
from juluo.reach.models.phone import PhoneCode
from juluo.reach.models.preference import Habit, Preference

__all__ = ["Delivery", "Habit", "Notification", "PhoneCode", "Preference"]
