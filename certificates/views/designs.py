"""The designs of certificates: looking at one with words of one's own, and printing what is
carried."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates import carrying, designs, previewing
from certificates.forms_of_designs import SampleForm
from certificates.models import ACTORS, READERS, CertificateVersion
from certificates.views.acts import no_more
from exams import copies
from exams.views.copying import copy_page
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

REFUSED, REFRESH = 422, "2"  # seconds: most pictures are made in one


@never_cache
@require_safe
@needs_role(*READERS)
def gallery(request: HttpRequest) -> HttpResponse:
    """The words typed stand in the address, so that the page can look again by itself."""
    form = SampleForm(request.GET or None, initial=SampleForm.usual())
    samples = []
    if not form.is_bound or form.is_valid():
        words = form.cleaned_data if form.is_bound else SampleForm.usual()
        samples = [(design, previewing.Sample(design.name, **words)) for design in designs.DESIGNS]
    seen = [(design, sample.key, previewing.look(sample)) for design, sample in samples]
    status = REFUSED if form.errors else 200
    context = {"form": form, "seen": seen}
    answer = render(request, "certificates/staff/designs.html", context, status=status)
    if any(not (one.path or one.trouble) for _design, _key, one in seen):
        answer.headers["Refresh"] = REFRESH
    return answer


@never_cache
@require_safe
@needs_role(*READERS)
def picture(_request: HttpRequest, key: str) -> HttpResponse:
    path = previewing.picture_of(key)
    if path is None:
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="image/png")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ACTORS)
def carried(request: HttpRequest, pk: int, design: str) -> HttpResponse:
    """A card or a badge of a certificate that holds today, as PDF."""
    scope = request_scope(request)
    rows = CertificateVersion.objects.scoped(scope).select_related("certificate__organisation")
    version = get_object_or_404(rows, certificate__pk=pk, superseded_at__isnull=True)
    chosen = designs.named(design)
    place = version.certificate.organisation.path
    if chosen not in designs.CARRIED or not scope.covers(place, *ACTORS):
        raise Http404
    if not carrying.may_be_printed(version):
        return no_more(request, pk)
    user_id = scope.user_id or 0
    wanted = carrying.wanted(version, chosen, user_id)
    if request.method != "POST":
        title = _("%(design)s: %(name)s") % {"design": chosen.label, "name": version.plan["name"]}
        back = reverse("certificate", args=[pk])
        return copy_page(request, wanted, title=title, back=back)
    found = copies.take(wanted) if "take" in request.POST else None
    if found is None:
        copies.ask(wanted)
        return redirect("certificate_carried", pk, design)
    content = carrying.hand_out(version.certificate, chosen, found[1], actor_id=user_id)
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"{design}-{version.plan['number']}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
