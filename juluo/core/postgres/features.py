"""What differs from Django's idea of PostgreSQL: the key of a space's table is (space, id), not id alone."""

from django.db.backends.postgresql import features
from django.db.models import Model

from juluo.core.fields import SpaceKey


class DatabaseFeatures(features.DatabaseFeatures):
    """PostgreSQL derives a row's other columns from its whole key only, so GROUP BY names them all."""

    def allows_group_by_selected_pks_on_model(self, model: type[Model]) -> bool:
        return not any(isinstance(field, SpaceKey) for field in model._meta.local_fields)
