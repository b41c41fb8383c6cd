import type { modelProblemsPl } from './model-problems.pl.ts'

export const modelProblemsEn: Record<keyof typeof modelProblemsPl, string> = {
  'error.process.problem.xml_invalid': 'This is not a BPMN model: {reason}.',
  'error.process.advice.xml_invalid': 'Open a file that a program for drawing processes saved.',
  'error.process.problem.process_missing': 'The model contains no process.',
  'error.process.advice.process_missing': 'Draw a process with a start event.',
  'error.process.problem.several_processes': 'The model contains several processes: {processes}.',
  'error.process.advice.several_processes': 'Keep one executable process in a model.',
  'error.process.problem.process_unknown': 'The model contains no process “{process}”.',
  'error.process.advice.process_unknown': 'Its processes are: {processes}.',
  'error.process.problem.id_missing': 'A {kind} has no id.',
  'error.process.advice.id_missing': 'Give it an id.',
  'error.process.problem.duplicate_id': 'Two elements have the id “{id}”.',
  'error.process.advice.duplicate_id': 'Give one of them another id.',
  'error.process.problem.broken_reference': '“{from}” refers to “{reference}”, which is not in the model.',
  'error.process.advice.broken_reference':
    '{drawing, select, yes {Draw it again.} other {Choose another or add what is missing.}}',
  'error.process.problem.unknown_element': '<{tag}> is not an element of BPMN or of Camunda 8.',
  'error.process.advice.unknown_element': 'Remove it.',
  'error.process.problem.unreadable': 'A part of the file cannot be read: {reason}.',
  'error.process.advice.unreadable': 'Save the model again with the program that made it.',
  'error.process.problem.foreign_ignored': '{name} is ignored: nothing here executes this addition of another program.',
  'error.process.advice.foreign_ignored': 'Nothing needs to be done if the process is to work without it.',
  'error.process.problem.element_not_supported':
    '{element} is {kind, select, complexGateway {a complex gateway} adHocSubProcess {an ad hoc subprocess} multiple {an event with several triggers} other {an element of the kind “{kind}”}}, which is not executed here.',
  'error.process.advice.element_not_supported': 'Replace it with an element that is executed.',
  'error.process.problem.marker_not_supported':
    '{element} has {marker, select, quantity {a token quantity other than one} parallelMultiple {a parallel multiple marker} signals {events after each of its instances} other {the marker “{marker}”}}, which is not executed here.',
  'error.process.advice.marker_not_supported': 'Remove it from the element.',
  'error.process.problem.extension_not_supported': '{extension} on {element} is not executed here.',
  'error.process.advice.extension_not_supported': 'Remove it from the element.',
  'error.process.problem.flow_crosses_border': 'A sequence flow cannot cross the border of a subprocess.',
  'error.process.advice.flow_crosses_border': 'End the flow at the subprocess itself.',
  'error.process.problem.flow_not_connected': 'This sequence flow does not connect two elements.',
  'error.process.advice.flow_not_connected': 'Connect both of its ends or delete it.',
  'error.process.problem.boundary_not_attached': 'This boundary event is not attached to an activity.',
  'error.process.advice.boundary_not_attached': 'Drag it onto the border of an activity.',
  'error.process.problem.start_missing':
    '{place, select, process {The process has} other {This subprocess has}} no start event.',
  'error.process.advice.start_missing': 'Begin it with a start event.',
  'error.process.problem.several_starts':
    '{place, select, process {The process has a second plain start event.} other {This subprocess has several start events.}}',
  'error.process.advice.several_starts': 'Keep one of them.',
  'error.process.problem.start_in_subprocess': 'A subprocess cannot be started by an event.',
  'error.process.advice.start_in_subprocess': 'Use a plain start event inside the subprocess.',
  'error.process.problem.start_only_in_event_subprocess':
    'Errors, escalations and compensation come from inside a process, so they can begin an event subprocess only.',
  'error.process.advice.start_only_in_event_subprocess':
    'Move this event into an event subprocess, or begin with a plain start event.',
  'error.process.problem.event_subprocess_flow': 'No sequence flow leads to or from an event subprocess.',
  'error.process.advice.event_subprocess_flow': 'Remove the flow; its event begins such a subprocess.',
  'error.process.problem.event_subprocess_start': 'An event subprocess must begin with exactly one event.',
  'error.process.advice.event_subprocess_start':
    'Give its start event a message, timer, signal, error or escalation, and keep only one.',
  'error.process.problem.flow_into_event': 'A sequence flow leads into this event, which cannot be.',
  'error.process.advice.flow_into_event': 'Remove the flow.',
  'error.process.problem.flow_out_of_end': 'A sequence flow leads out of this end.',
  'error.process.advice.flow_out_of_end': 'Remove the flow.',
  'error.process.problem.dead_end': 'Nothing follows here, so this path just ends.',
  'error.process.advice.dead_end': 'Lead it to an end event if that is meant.',
  'error.process.problem.unreachable': 'No path leads here.',
  'error.process.advice.unreachable': 'Connect it or delete it.',
  'error.process.problem.default_not_outgoing': 'Its default flow does not lead out of it.',
  'error.process.advice.default_not_outgoing': 'Choose one of its own flows.',
  'error.process.problem.boundary_not_possible':
    '{event, select, timer {A timer} message {A message} signal {A signal} error {An error} conditional {A condition} compensation {Compensation} cancel {A cancel event} other {An escalation}} on “{host}” could never happen.',
  'error.process.advice.boundary_not_possible':
    '{event, select, cancel {Attach it to a transaction.} other {Attach it to an activity that waits or that can be refused.}}',
  'error.process.problem.boundary_behind_event_gateway':
    'Nothing may be attached to a task that an event-based gateway leads to.',
  'error.process.advice.boundary_behind_event_gateway': 'Let the gateway lead to that event itself.',
  'error.process.problem.mapping_not_used': 'Variables cannot be mapped at this element.',
  'error.process.advice.mapping_not_used': 'Map them at an activity.',
  'error.process.problem.mapping_incomplete': 'The mapping of “{source}” to “{target}” cannot be read.',
  'error.process.advice.mapping_incomplete': 'Give it a value and the name of a variable.',
  'error.process.problem.header_not_used': 'The header “{header}” is not read here.',
  'error.process.advice.header_not_used': 'Pass it as an input instead.',
  'error.process.problem.expression_invalid': 'The expression “{expression}” is not FEEL: {reason}.',
  'error.process.advice.expression_invalid': 'Correct the expression.',
  'error.process.problem.language_not_feel': '“{expression}” is in {language}, which is not executed here.',
  'error.process.advice.language_not_feel':
    'Write it in FEEL, for example =amount > 1000 and urgent. Plain comparisons are understood in other spellings too.',
  'error.process.problem.calendar_unknown': 'There is no calendar “{calendar}”.',
  'error.process.advice.calendar_unknown': 'Use company, assignee or none for tok:calendar.',
  'error.process.problem.timer_invalid':
    '“{value}” is not {wanted, select, duration {a duration} date {a date} other {a cycle}}.',
  'error.process.advice.timer_invalid':
    'Write {wanted, select, duration {a duration such as PT8H or P3D} date {a date such as 2026-05-04T08:00:00Z} other {a cycle such as R3/PT10H, R/PT1H or 0 0 9 * * MON-FRI}}.',
  'error.process.problem.timer_missing': 'This timer does not say when it fires.',
  'error.process.advice.timer_missing': 'Give it a duration such as PT8H, a date, or a cycle such as R3/PT10H.',
  'error.process.problem.cycle_not_possible':
    '{place, select, boundary {This timer ends the activity when it fires, so it cannot repeat.} other {A timer that a token passes once cannot repeat.}}',
  'error.process.advice.cycle_not_possible':
    '{place, select, boundary {Make it non-interrupting, or use a duration.} other {Use a duration or a date here.}}',
  'error.process.problem.message_missing': 'This element does not say which message it is about.',
  'error.process.advice.message_missing': 'Choose a message.',
  'error.process.problem.correlation_key_missing':
    'The message “{message}” has no correlation key, so it cannot find its instance.',
  'error.process.advice.correlation_key_missing': 'Give the message a correlation key, for example =lead.id.',
  'error.process.problem.signal_missing': 'This event does not say which signal it is about.',
  'error.process.advice.signal_missing': 'Choose a signal.',
  'error.process.problem.error_code_missing': 'This error has no code, so only an event for any error catches it.',
  'error.process.advice.error_code_missing': 'Give the error a code.',
  'error.process.problem.trigger_missing': 'This start event does not say what starts the process.',
  'error.process.advice.trigger_missing': 'Choose an event, for example lead.received.',
  'error.process.problem.condition_missing': 'This flow out of the gateway “{gateway}” has no condition.',
  'error.process.advice.condition_missing': 'Give it a condition or make it the default flow.',
  'error.process.problem.default_missing': 'When no condition holds, an instance stops here as an incident.',
  'error.process.advice.default_missing': 'Make one of the flows the default flow.',
  'error.process.problem.condition_not_used':
    '{place, select, parallel {A flow out of a parallel gateway is always taken; its condition would do nothing.} default {The condition of a default flow is not asked.} other {A flow to an event cannot have a condition.}}',
  'error.process.advice.condition_not_used':
    '{place, select, parallel {Remove the condition or use an exclusive gateway.} other {Remove the condition.}}',
  'error.process.problem.flow_always_taken':
    'This flow out of the gateway “{gateway}” has no condition, so it is always taken.',
  'error.process.advice.flow_always_taken': 'Give it a condition if that is not meant.',
  'error.process.problem.event_expected': 'This gateway waits for events, but leads to “{target}”.',
  'error.process.advice.event_expected':
    'Let each flow lead to a message, timer or signal event, or a receive task, of its own.',
  'error.process.problem.events_missing': 'This gateway chooses between events and has fewer than two.',
  'error.process.advice.events_missing': 'Connect it to at least two events.',
  'error.process.problem.instances_missing': 'This activity does not say how often or for what it is to be done.',
  'error.process.advice.instances_missing': 'Give it a list such as =people, or a number of instances.',
  'error.process.problem.cancel_not_caught': 'This transaction can be called off, but nothing says what follows then.',
  'error.process.advice.cancel_not_caught': 'Attach a cancel event to its border.',
  'error.process.problem.cancel_outside_transaction':
    'A cancel event calls off a transaction, and there is none around it.',
  'error.process.advice.cancel_outside_transaction': 'Put it into a transaction, or end with an error.',
  'error.process.problem.compensation_handler_missing':
    'This compensation event does not lead to what undoes its activity.',
  'error.process.advice.compensation_handler_missing':
    'Join it by an association to an activity with the compensation marker.',
  'error.process.problem.compensation_handler_flow':
    'No sequence flow leads to or from an activity that undoes another.',
  'error.process.advice.compensation_handler_flow':
    'Remove the flow; a compensation event leads to it by an association.',
  'error.process.problem.compensation_out_of_reach':
    '“{activity}” cannot be undone from here: it is not in the same process or subprocess.',
  'error.process.advice.compensation_out_of_reach':
    'Choose an activity beside this event, or none to undo all that was done here.',
  'error.process.problem.compensation_without_handler': 'Nothing undoes “{activity}”.',
  'error.process.advice.compensation_without_handler': 'Attach a compensation event to it.',
  'error.process.problem.boundary_on_handler': 'An event cannot be attached to an activity that undoes another.',
  'error.process.advice.boundary_on_handler': 'Put the activity into a subprocess and attach the event inside.',
  'error.process.problem.conditional_start_of_process':
    'A process cannot begin by a condition: before it begins there are no variables to look at.',
  'error.process.advice.conditional_start_of_process':
    'Begin with a message or a timer, or move this event into an event subprocess.',
  'error.process.problem.event_condition_missing': 'This event does not say which condition it waits for.',
  'error.process.advice.event_condition_missing': 'Give it a condition, such as =amount > 1000.',
  'error.process.problem.link_target_missing': 'This link leads nowhere: there is no link “{link}” to arrive at here.',
  'error.process.advice.link_target_missing':
    'Draw a link of the same name that catches, in the same process or subprocess.',
  'error.process.problem.link_target_twice': 'Two links named “{link}” catch, so it is not clear where to go on.',
  'error.process.advice.link_target_twice': 'Give one of them another name.',
  'error.process.problem.loop_without_end': 'This loop says neither how long nor how often it goes round.',
  'error.process.advice.loop_without_end': 'Give it a condition, such as =attempts < 3, or a maximum.',
  'error.process.problem.script_missing': 'This script task has no FEEL expression or no variable for its result.',
  'error.process.advice.script_missing':
    'Give it a FEEL expression and a result variable; scripts in other languages do not run here.',
  'error.process.problem.step_missing': 'This task does not say which step it runs.',
  'error.process.advice.step_missing': 'Choose a step for it.',
  'error.process.problem.step_unknown': 'There is no step “{step}” here.',
  'error.process.advice.step_unknown': 'Steps: {steps}.',
  'error.process.problem.step_input_missing': 'The step “{step}” needs “{input}”, and nothing gives it that.',
  'error.process.advice.step_input_missing': 'Map it as an input of the task.',
  'error.process.problem.task_does_nothing': 'This task has no type, so the process just passes it.',
  'error.process.advice.task_does_nothing': 'Make it a user task, a service task or a script task.',
  'error.process.problem.decision_missing': 'This task does not say which decision it takes or where the result goes.',
  'error.process.advice.decision_missing': 'Name the decision and the variable for its result.',
  'error.process.problem.decision_unknown': 'The model contains no decision “{decision}”.',
  'error.process.advice.decision_unknown': 'Put its table (DMN) into the model or name another.',
  'error.process.problem.decision_invalid': 'The decision “{decision}” cannot be executed: {reason}.',
  'error.process.advice.decision_invalid': 'Correct the decision table.',
  'error.process.problem.called_process_missing': 'This call activity does not say which process it starts.',
  'error.process.advice.called_process_missing': 'Name the process.',
  'error.process.problem.called_process_unknown': 'There is no process “{process}” to be called here.',
  'error.process.advice.called_process_unknown': 'Name another or add the file with that process.',
  'error.process.problem.wait_without_deadline': 'An instance may wait here for ever.',
  'error.process.advice.wait_without_deadline': 'Attach a timer, or give the task a due date.',
}
