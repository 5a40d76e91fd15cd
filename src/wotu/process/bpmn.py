"""A flow as a BPMN 2.0 file with its drawing: for other tools to open, not for an engine to run."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from wotu.process.layout import LANE_HEAD, NO, Diagram, Line, Shape, ends_by_itself, lay_out
from wotu.rules.flow import Flow, Step
from wotu.rules.flow_words import order_words, step_words, times_words

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
WOTU = "https://wotu.example/bpmn"
"""The names of our own attributes: `within` in working days, what stops the clock, what silence means."""
_PREFIXES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "wotu": WOTU}
_TAGS = {
    "start": "startEvent", "end": "endEvent", "refused": "endEvent", "late": "endEvent",
    "split": "parallelGateway", "join": "parallelGateway", "choice": "exclusiveGateway",
    "merge": "exclusiveGateway", "timer": "boundaryEvent",
}  # fmt: skip
_LATE = "escalation_late"
REFUSED = "refused"
"""The name a refusal has in the condition of its line."""


def to_bpmn(flow: Flow) -> str:
    """Return the file: start, lanes, tasks, gateways, timers, endings, and where each is drawn."""
    diagram = lay_out(flow, timers=True)
    process = process_id(flow)
    root = ET.Element(
        _q(BPMN, "definitions"),
        {"id": f"definitions_{process}", "targetNamespace": WOTU, "exporter": "Wotu"},
    )
    ET.SubElement(
        root, _q(BPMN, "escalation"), {"id": _LATE, "name": "督办 Supervision", "escalationCode": "late"}
    )
    pool = ET.SubElement(root, _q(BPMN, "collaboration"), {"id": f"collaboration_{process}"})
    ET.SubElement(
        pool, _q(BPMN, "participant"), {"id": f"pool_{process}", "name": flow.label.zh, "processRef": process}
    )
    root.append(_process(flow, diagram, process))
    root.append(_drawing(diagram, process))
    for prefix, address in _PREFIXES.items():
        ET.register_namespace(prefix, address)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def process_id(flow: Flow) -> str:
    """Return the id of the process in the file."""
    return f"process_{flow.id.replace('.', '_')}"


def _process(flow: Flow, diagram: Diagram, id_: str) -> ET.Element:
    """Return what the process consists of; it describes, and is not meant to be run elsewhere."""
    process = ET.Element(
        _q(BPMN, "process"), {"id": id_, "name": flow.label.zh, "isExecutable": "false", "isClosed": "true"}
    )
    order, times = order_words(flow), times_words(flow)
    _document(process, f"{order.zh}\n{times.zh}\n{flow.label.en}: {order.en}\n{times.en}")
    if flow.total is not None:
        process.set(_q(WOTU, "total"), str(flow.total))
    process.set(_q(WOTU, "correction"), str(flow.correction))
    process.set(_q(WOTU, "answer"), str(flow.answer))
    lanes = ET.SubElement(process, _q(BPMN, "laneSet"), {"id": f"lanes_{id_}"})
    for number, lane in enumerate(diagram.lanes, start=1):
        element = ET.SubElement(lanes, _q(BPMN, "lane"), {"id": f"lane_{number}", "name": lane.label.zh})
        _document(element, lane.label.en)
        for shape in diagram.shapes.values():
            if shape.lane == lane.id:
                ET.SubElement(element, _q(BPMN, "flowNodeRef")).text = shape.id
    process.extend(_node(flow, shape, diagram) for shape in diagram.shapes.values())
    process.extend(_sequence_flow(line, diagram) for line in diagram.lines)
    return process


def _node(flow: Flow, shape: Shape, diagram: Diagram) -> ET.Element:
    tag = _TAGS.get(shape.kind) or ("serviceTask" if shape.step and shape.step.automatic else "userTask")
    node = ET.Element(_q(BPMN, tag), {"id": shape.id})
    if shape.label.zh:
        node.set("name", shape.label.zh)
    if shape.kind == "task" and shape.step is not None:
        _own(node, shape.step)
        _document(node, step_words(flow, shape.step).en)
    elif shape.label.en:
        _document(node, shape.label.en)
    _attach(node, shape, diagram)
    node.extend(_definitions(shape))
    return node


def _attach(node: ET.Element, shape: Shape, diagram: Diagram) -> None:
    """Say what leads here and away, and on what a timer sits."""
    if shape.kind == "timer" and shape.step is not None:
        node.set("attachedToRef", f"step_{shape.step.id}")
        node.set("cancelActivity", "true" if ends_by_itself(shape.step) else "false")
    for line in diagram.lines:
        if line.target == shape.id:
            ET.SubElement(node, _q(BPMN, "incoming")).text = line.id
    for line in diagram.lines:
        if line.source == shape.id:
            ET.SubElement(node, _q(BPMN, "outgoing")).text = line.id
            if shape.kind == "choice" and line.label is not NO:
                node.set("default", line.id)
    if shape.kind in ("split", "join", "choice", "merge"):
        node.set("gatewayDirection", "Diverging" if shape.kind in ("split", "choice") else "Converging")


def _own(node: ET.Element, step: Step) -> None:
    """Write down what BPMN has no words for."""
    said = {
        "does": step.does, "office": step.office, "department": step.department,
        "within": "" if step.within is None else str(step.within), "deemed": step.deemed,
        "stopsClock": "true" if step.stops_clock else "", "automatic": "true" if step.automatic else "",
    }  # fmt: skip
    for name, value in said.items():
        if value:
            node.set(_q(WOTU, name), value)


def _definitions(shape: Shape) -> Iterator[ET.Element]:
    if shape.kind == "late":
        yield ET.Element(
            _q(BPMN, "escalationEventDefinition"), {"id": f"of_{shape.id}", "escalationRef": _LATE}
        )
    elif shape.kind == "refused" and shape.nested:
        yield ET.Element(_q(BPMN, "terminateEventDefinition"), {"id": f"of_{shape.id}"})
    elif shape.kind == "timer" and shape.step is not None:
        timer = ET.Element(_q(BPMN, "timerEventDefinition"), {"id": f"of_{shape.id}"})
        duration = ET.SubElement(timer, _q(BPMN, "timeDuration"))
        duration.set(_q(WOTU, "unit"), "workingDay")
        duration.text = duration_of(shape.step)
        yield timer


def duration_of(step: Step) -> str:
    """Return a step's time as ISO 8601 has it: in days, for BPMN knows no working days; a day at least."""
    return f"P{max(step.within or 0, 1)}D"


def _sequence_flow(line: Line, diagram: Diagram) -> ET.Element:
    element = ET.Element(
        _q(BPMN, "sequenceFlow"), {"id": line.id, "sourceRef": line.source, "targetRef": line.target}
    )
    if line.label is not None:
        element.set("name", line.label.zh)
        _document(element, line.label.en)
    if diagram.shapes[line.source].kind == "choice" and line.label is NO:
        condition = ET.SubElement(element, _q(BPMN, "conditionExpression"))
        condition.text = REFUSED
    return element


def _drawing(diagram: Diagram, process: str) -> ET.Element:
    drawing = ET.Element(_q(BPMNDI, "BPMNDiagram"), {"id": f"diagram_{process}"})
    plane = ET.SubElement(
        drawing, _q(BPMNDI, "BPMNPlane"),
        {"id": f"plane_{process}", "bpmnElement": f"collaboration_{process}"},
    )  # fmt: skip
    pool = _drawn(plane, f"pool_{process}", (0, 0, diagram.width + LANE_HEAD, diagram.height))
    pool.set("isHorizontal", "true")
    for number, lane in enumerate(diagram.lanes, start=1):
        box = (LANE_HEAD, lane.y, diagram.width, lane.height)
        _drawn(plane, f"lane_{number}", box).set("isHorizontal", "true")
    for shape in diagram.shapes.values():
        element = _drawn(plane, shape.id, (shape.x + LANE_HEAD, shape.y, *shape.size))
        if shape.kind == "choice":
            element.set("isMarkerVisible", "true")
    for line in diagram.lines:
        edge = ET.SubElement(
            plane, _q(BPMNDI, "BPMNEdge"), {"id": f"drawn_{line.id}", "bpmnElement": line.id}
        )
        for x, y in line.points:
            ET.SubElement(edge, _q(DI, "waypoint"), {"x": str(x + LANE_HEAD), "y": str(y)})
    return drawing


def _drawn(plane: ET.Element, of: str, box: tuple[int, int, int, int]) -> ET.Element:
    shape = ET.SubElement(plane, _q(BPMNDI, "BPMNShape"), {"id": f"drawn_{of}", "bpmnElement": of})
    x, y, width, height = map(str, box)
    ET.SubElement(shape, _q(DC, "Bounds"), {"x": x, "y": y, "width": width, "height": height})
    return shape


def _document(parent: ET.Element, said: str) -> None:
    ET.SubElement(parent, _q(BPMN, "documentation"), {"textFormat": "text/plain"}).text = said


def _q(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"
