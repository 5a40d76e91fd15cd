"""Handing out a letter as a PDF: the same to the firm and at the desk."""

from django.http import Http404, HttpRequest, HttpResponse

from wotu.cases.letters.issued import letters_of
from wotu.cases.letters.setting import letter_pdf
from wotu.cases.models import Case
from wotu.measures.zones import Zone
from wotu.rules.text import Language


def letter_response(request: HttpRequest, case: Case, zone: Zone, code: str) -> HttpResponse:
    """Return a letter of a case somebody may see, in Chinese, or in English where `lang` asks for it.

    Raises:
        Http404: the case has no letter of this code.
    """
    found = next((one for one in letters_of(case) if one.code == code), None)
    if found is None:
        raise Http404
    language: Language = "en" if request.GET.get("lang") == "en" else "zh"
    headers = {"Content-Disposition": f'inline; filename="{case.number}-{found.kind}.pdf"'}
    return HttpResponse(letter_pdf(found, zone, language), content_type="application/pdf", headers=headers)
