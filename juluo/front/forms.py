from django import forms


class AuditFilterForm(forms.Form):
    who = forms.UUIDField(required=False)
    kind = forms.SlugField(required=False)
