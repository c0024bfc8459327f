"""Builds that are broken on purpose, so that the chaos test is seen to fail: settings that add one
app, which changes a verb at start. The product has no switch for any of it.

`early_ack`: an answer is acknowledged first and written two seconds later.
`no_door`: handing in looks whether the attempt is open and then acts, and the database guards
nothing.
`lost_jobs`: a job is taken out of the outbox before it is done.
"""
