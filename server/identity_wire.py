"""Identities, versions and changes as they go over the wire."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.model.identity import Identity, Place, PlaceLevel
from index.model.store import DocumentRecord, DutyRecord
from index.model.versions import ChangeKind, Comparison, Relation
from index.text.places import load_places
from retriever.across.changes import ChangedDuty, Changes
from retriever.across.hierarchy import LinkedDuty

Name = Annotated[str | None, Field(max_length=200)]


class PlaceOut(BaseModel):
    """Where a document applies; what is not known is null."""

    level: PlaceLevel | None = Field(description="national 全国，province 省，city 市，county 县")
    province: str | None
    city: str | None
    county: str | None
    label: str = Field(description="全称，不明时为空", examples=["湖南省长沙市"])

    @classmethod
    def of(cls, place: Place) -> "PlaceOut":
        """The wire form of a place."""
        return cls(
            level=place.level, province=place.province, city=place.city, county=place.county, label=place.label
        )


class IdentityOut(BaseModel):
    """What tells a document from others."""

    issuer: str | None = Field(description="制发单位")
    year: int | None
    place: PlaceOut
    kind: str | None = Field(description="文种", examples=["分工意见"])
    series: str | None = Field(description="系列：逐年印发的同一种文件")

    @classmethod
    def of(cls, identity: Identity) -> "IdentityOut":
        """The wire form of an identity."""
        return cls(
            issuer=identity.issuer,
            year=identity.year,
            place=PlaceOut.of(identity.place),
            kind=identity.kind,
            series=identity.series,
        )


class IdentityCorrection(BaseModel):
    """What an editor knows better; fields left out stay, null says that it is not known."""

    model_config = ConfigDict(extra="forbid")
    issuer: Name = None
    year: Annotated[int | None, Field(ge=1900, le=2200)] = None
    level: PlaceLevel | None = None
    province: Name = Field(None, description="湖南省或湖南")
    city: Name = Field(None, description="长沙市或长沙")
    county: Name = None
    kind: Name = None
    series: Name = None

    def applied(self, record: DocumentRecord) -> Identity:
        """The identity of a record with the corrections."""
        held = record.identity
        given = {field: getattr(self, field) or None for field in self.model_fields_set}
        places = load_places()
        parts = {
            field: given.get(field, getattr(held.place, field))
            for field in ("level", "province", "city", "county")
        }
        for field in ("province", "city"):
            if (name := parts[field]) and (name in places.provinces or name in places.city_province):
                parts[field] = places.full_name(name)
        own = {field: given.get(field, getattr(held, field)) for field in ("issuer", "year", "kind", "series")}
        return Identity(place=Place(**parts), **own)


class DutyPlace(BaseModel):
    """A duty of a document that was compared, as it stood."""

    id: int
    document: str
    clause: str
    ordinal: int
    task: str
    lead: list[str]
    responsible: list[str]
    deadline: str | None

    @classmethod
    def of(cls, record: DutyRecord) -> "DutyPlace":
        """The wire form of a stored duty."""
        return cls(
            id=record.id,
            document=record.document.id,
            clause=record.clause.number,
            ordinal=record.duty.ordinal,
            task=record.duty.task,
            lead=list(record.duty.lead),
            responsible=list(record.duty.responsible),
            deadline=record.duty.deadline,
        )


class ChangeOut(BaseModel):
    """A duty that is not what it was."""

    kinds: list[ChangeKind] = Field(
        description="added 新增，dropped 不再列出，lead 牵头单位变了，units 责任单位变了，deadline 时限变了，task 表述变了"
    )
    before: DutyPlace | None
    after: DutyPlace | None
    similarity: float

    @classmethod
    def of(cls, change: ChangedDuty) -> "ChangeOut":
        """The wire form of a change."""
        before, after = (
            None if record is None else DutyPlace.of(record) for record in (change.before, change.after)
        )
        return cls(kinds=list(change.kinds), before=before, after=after, similarity=change.similarity)


class ChangesOut(BaseModel):
    """What changed from an earlier document to a later one."""

    earlier: str = Field(description="较早的文件编号")
    later: str = Field(description="较新的文件编号")
    relation: Relation = Field(
        description="replacement 替换，version 新版本，edition 同系列的另一年度，other 另一份文件"
    )
    summary: str
    changes: list[ChangeOut]

    @classmethod
    def of(cls, changes: Changes, kinds: list[ChangeKind]) -> "ChangesOut":
        """The wire form of the changes of some kinds (none given: all)."""
        return cls(
            earlier=changes.earlier.id,
            later=changes.later.id,
            relation=changes.comparison.relation,
            summary=changes.comparison.text(),
            changes=[ChangeOut.of(change) for change in changes.of_kinds(*kinds)],
        )


class RelationOut(BaseModel):
    """What a file is to a document of the library, and how many duties changed."""

    earlier: str
    later: str
    relation: Relation
    reason: str
    summary: str

    @classmethod
    def of(cls, comparison: Comparison) -> "RelationOut":
        """The wire form of a comparison, without its changes."""
        return cls(
            earlier=comparison.earlier,
            later=comparison.later,
            relation=comparison.relation,
            reason=comparison.reason,
            summary=comparison.text(),
        )


class LinkOut(BaseModel):
    """A duty of another level about the same matter."""

    relation: Literal["upper", "lower"] = Field(description="upper 上级任务，lower 下级分解")
    probability: float = Field(description="是同一件事的概率")
    duty: DutyPlace

    @classmethod
    def of(cls, link: LinkedDuty) -> "LinkOut":
        """The wire form of a link."""
        return cls(relation=link.relation, probability=link.probability, duty=DutyPlace.of(link.record))
