"""A RECORDING peer in the place of an SMS provider: it sends nothing.

For trying out the channel without a provider: what would be sent is appended as a line of JSON to
`sms-recorded.jsonl` in the data directory, the phone masked. Off by default; switched on by naming
`portal.notices.recording_sms.RecordingSms` in HEZHONG_NOTICE_CHANNELS.
"""

import json
from pathlib import Path

from django.conf import settings

from portal import masking
from portal.notices.models import Notice


class RecordingSms:
    name = "sms"

    def address_of(self, notice: Notice) -> str:
        person = notice.person
        if notice.user:
            return notice.user.phone
        return person.phone if person else ""

    def send(self, address: str, subject: str, text: str, provider_id: str) -> None:
        line = {"to": masking.phone(address), "text": subject, "id": provider_id}
        with (Path(settings.DATA_DIR) / "sms-recorded.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
