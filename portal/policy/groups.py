"""Under which headings the rules are read."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.policy.kinds import Words

PEOPLE = gettext_lazy("People and posts")
TRAINING = pgettext_lazy("rules", "Training")
EXAM = gettext_lazy("Quizzes and the exam")
CERTIFICATE = gettext_lazy("Certificates and their verification")
LOGINS = gettext_lazy("Logins and privacy")
RUNNING = gettext_lazy("Running the platform")
GROUPS: tuple[Words, ...] = (PEOPLE, TRAINING, EXAM, CERTIFICATE, LOGINS, RUNNING)
