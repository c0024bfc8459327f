from django.apps import AppConfig, apps
from wagtail import signals

# Wagtail's own mails of a workflow; the house tells people by its notices (editing.telling).
WAGTAILS = {
    signals.workflow_submitted: "workflow_state_submitted_email_notification",
    signals.workflow_rejected: "workflow_state_rejected_email_notification",
    signals.workflow_approved: "workflow_state_approved_email_notification",
}


class EditingConfig(AppConfig):
    """Stands behind wagtail.admin among the installed apps, whose mails it turns off."""

    name = "courses.editing"
    label = "editing"

    def ready(self) -> None:
        sender = apps.get_model("wagtailcore", "WorkflowState")
        for signal, uid in WAGTAILS.items():
            signal.disconnect(sender=sender, dispatch_uid=uid)
