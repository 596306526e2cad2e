"""Tables of the floor."""

from django.db import models


class Meeting(models.Model):
    title = models.CharField(max_length=200)
    start = models.DateTimeField()
    room = models.CharField(max_length=100)


class Item(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    number = models.IntegerField()
    title = models.CharField(max_length=300)
    minutes = models.IntegerField()
    speaker = models.CharField(max_length=100)
    description = models.TextField()
    note = models.TextField()

    class Meta:
        ordering = ["number"]


class Entry(models.Model):
    """What the write tier inserts."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="entries")
    # Not a foreign key: this app has no migrations, auth has.
    user_id = models.IntegerField(null=True)
    made = models.DateTimeField(auto_now_add=True)
    text = models.CharField(max_length=200)


class Consultation(models.Model):
    """Made and filled by laden.sql."""

    received = models.DateField()
    topic_id = models.SmallIntegerField()
    municipality_id = models.SmallIntegerField()
    channel = models.SmallIntegerField()
    minutes = models.SmallIntegerField()
    subject = models.CharField(max_length=120)

    class Meta:
        managed = False
        db_table = "consultation"
