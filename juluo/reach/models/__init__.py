from juluo.reach.models.phone import PhoneCode

__all__ = ["PhoneCode"]
