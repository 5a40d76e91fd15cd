"""Our BPMN file run by SpiffWorkflow, an engine of others: what it says is ready, and when it is over."""

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import TaskDataEnvironment
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from wotu.process.bpmn import REFUSED, duration_of, process_id, to_bpmn
from wotu.rules.flow import Flow

VALIDATOR = BpmnValidator()
"""Holds a file to the schema of the standard (BPMN20.xsd)."""


class Engine:
    """A case of a flow, in the hands of SpiffWorkflow."""

    def __init__(self, flow: Flow, *, refused: bool = False) -> None:
        parser = BpmnParser(validator=VALIDATOR)
        # The file says that it describes; here it is run all the same.
        parser.add_bpmn_str(to_bpmn(flow).replace('isExecutable="false"', 'isExecutable="true"').encode())
        # The file writes durations plainly, P5D; this engine reads them as Python.
        words = {duration_of(step): duration_of(step) for step in flow.steps.values()}
        environment = TaskDataEnvironment({**words, REFUSED: refused})
        self.workflow = BpmnWorkflow(
            parser.get_spec(process_id(flow)), script_engine=PythonScriptEngine(environment)
        )
        self.workflow.do_engine_steps()

    def ready(self) -> set[str]:
        """Return the ids of the steps that may be taken now."""
        tasks = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        return {str(task.task_spec.bpmn_id).removeprefix("step_") for task in tasks}

    def finish(self, step: str) -> None:
        """Take a step."""
        tasks = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        [task] = [task for task in tasks if task.task_spec.bpmn_id == f"step_{step}"]
        task.run()
        self.workflow.do_engine_steps()

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return bool(self.workflow.is_completed())
