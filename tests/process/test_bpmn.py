"""The BPMN file: it keeps to the schema of the standard, draws everything it says, and others can run it."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from lxml import etree

from tests.house.files import ROOT
from tests.process.flows import JOINT, flow, random_flows, step
from tests.process.spiff import VALIDATOR, Engine
from wotu.process.bpmn import BPMN, BPMNDI, DI, WOTU, to_bpmn
from wotu.rules.flow import Flow, Parallel
from wotu.rules.load import load_packs

B, D = f"{{{BPMN}}}", f"{{{BPMNDI}}}"
PACKS = sorted(path.parent for path in (ROOT / "packs").glob("*/pack.yaml"))


def _read(flow: Flow) -> ET.Element:
    return ET.fromstring(to_bpmn(flow))  # noqa: S314 - our own


def _by_id(root: ET.Element) -> dict[str, ET.Element]:
    return {element.attrib["id"]: element for element in root.iter() if "id" in element.attrib}


@settings(deadline=None)
@given(flow=random_flows())
def test_the_file_keeps_to_the_schema_and_to_itself(flow: Flow) -> None:
    text = to_bpmn(flow)
    VALIDATOR.validate(etree.fromstring(text.encode()))
    root = ET.fromstring(text)  # noqa: S314 - our own
    by_id = _by_id(root)
    [process] = root.findall(f"{B}process")
    nodes = [
        one for one in process if one.tag not in (f"{B}laneSet", f"{B}sequenceFlow", f"{B}documentation")
    ]
    lines = process.findall(f"{B}sequenceFlow")

    assert len(by_id) == sum("id" in element.attrib for element in root.iter())
    drawn = [one.attrib["bpmnElement"] for one in root.iter() if one.tag in (f"{D}BPMNShape", f"{D}BPMNEdge")]
    assert {*drawn} >= {one.attrib["id"] for one in (*nodes, *lines)}
    assert len(drawn) == len({*drawn})
    in_lanes = [one.text for one in process.iter(f"{B}flowNodeRef")]
    assert sorted(map(str, in_lanes)) == sorted(one.attrib["id"] for one in nodes)
    for node in nodes:
        ways_in = {str(one.text) for one in node.findall(f"{B}incoming")}
        ways_out = {str(one.text) for one in node.findall(f"{B}outgoing")}
        assert ways_in == {one.attrib["id"] for one in lines if one.attrib["targetRef"] == node.attrib["id"]}
        assert ways_out == {one.attrib["id"] for one in lines if one.attrib["sourceRef"] == node.attrib["id"]}
        assert bool(ways_in) is (node.tag not in (f"{B}startEvent", f"{B}boundaryEvent"))
        assert bool(ways_out) is (node.tag != f"{B}endEvent")


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_process_of_every_pack_can_be_given_to_other_tools(pack: object) -> None:
    packs = load_packs([pack])  # type: ignore[list-item]
    flows = {version.flow for measure in packs.measures.values() for version in measure.versions}

    assert flows
    for one in flows:
        VALIDATOR.validate(etree.fromstring(to_bpmn(one).encode()))


def test_a_step_carries_what_bpmn_has_no_words_for() -> None:
    by_id = _by_id(_read(JOINT))
    tax, experts = by_id["step_tax"], by_id["step_experts"]

    assert (tax.attrib["name"], tax.findtext(f"{B}documentation")) == (
        "环节tax", "Step tax: Tax office, 5 working days, silence counts as consent",
    )  # fmt: skip
    assert tax.attrib[f"{{{WOTU}}}within"] == "5"
    assert experts.attrib[f"{{{WOTU}}}stopsClock"] == "true"
    assert by_id["lane_2"].attrib["name"] == "税务局"


def test_a_deadline_is_a_timer_and_silence_ends_the_step() -> None:
    by_id = _by_id(_read(JOINT))

    assert by_id["timer_tax"].attrib["cancelActivity"] == "true"
    assert by_id["timer_notice"].attrib["cancelActivity"] == "true"
    assert by_id["timer_fire"].attrib["cancelActivity"] == "false"
    assert by_id["timer_fire"].findtext(f".//{B}timeDuration") == "P3D"
    [silent] = [one for one in by_id.values() if one.attrib.get("sourceRef") == "timer_tax"]
    assert silent.attrib["targetRef"] == "merge_tax"
    assert by_id["late_fire"].find(f"{B}escalationEventDefinition") is not None


def test_what_is_automatic_is_a_service_task() -> None:
    root = _read(flow(step("decide", "decide", 0, automatic=True), step("pay", "pay", 1)))

    assert [one.attrib["id"] for one in root.iter(f"{B}serviceTask")] == ["step_decide"]
    assert [one.attrib["id"] for one in root.iter(f"{B}userTask")] == ["step_pay"]
    assert root.findtext(f".//{B}timeDuration") == "P1D"


def test_a_refusal_ends_the_case_at_once() -> None:
    engine = Engine(JOINT, refused=True)
    for id_ in ("accept", "tax", "fire", "experts", "decide"):
        engine.finish(id_)

    assert engine.is_over


def test_an_approval_goes_on_to_notice_and_payment() -> None:
    engine = Engine(JOINT)
    for id_ in ("accept", "tax", "fire", "experts", "decide"):
        engine.finish(id_)

    assert engine.ready() == {"notice"}


def test_a_refusal_inside_a_branch_would_end_the_others_too() -> None:
    inside = flow(Parallel("p", ((step("decide", "decide"),), (step("other"),))))

    assert _by_id(_read(inside))["refused_decide"].find(f"{B}terminateEventDefinition") is not None


def test_lines_are_drawn_from_edge_to_edge() -> None:
    for edge in _read(JOINT).iter(f"{D}BPMNEdge"):
        points = [(int(one.attrib["x"]), int(one.attrib["y"])) for one in edge.findall(f"{{{DI}}}waypoint")]

        assert len(points) >= 2
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))
