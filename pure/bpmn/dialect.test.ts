import { describe, expect, test } from 'vitest'
import { understood } from './dialect.ts'
import { evaluate } from './expression.ts'
import { parseFile, parseModel } from './parse.ts'
import { flow, processOf, simulated } from './test-instance.ts'

const variables = { x: 7, approved: true, late: false, type: 'web', order: { total: 120 } }

describe('conditions of other tools', () => {
  const wrapped = (text: string) => `\${${text}}`

  test.each([
    ['=x > 5', true],
    ['x > 5', true],
    ['x > 5 and type = "web"', true],
    ['x == 5', false],
    ['x === 7', true],
    ['true', true],
    ['approved', true],
    [wrapped('x > 5'), true],
    [wrapped('x>=7&&x<8'), true],
    [wrapped('approved'), true],
    [wrapped('!approved'), false],
    [wrapped('!(late || approved) || x == 7'), true],
    [wrapped('not late and x ne 5'), true],
    [wrapped(' order.total - 20 gt 99.5 '), true],
    [wrapped("type == 'web'"), true],
    [wrapped('type != "web"'), false],
    [wrapped('order.total / x > 17'), true],
    ['#{false}', false],
    ["type == 'it\\'s'", false],
  ])('%s is understood', (source, holds) => {
    const read = understood(source)
    expect(read).toHaveProperty('feel')
    expect(evaluate((read as { feel: string }).feel, variables)).toEqual({ value: holds })
  })

  test.each([
    [wrapped('execution.getVariable("x") > 5'), undefined, 'JUEL'],
    [wrapped('empty list'), undefined, 'JUEL'],
    [wrapped('x > 5 ? a : b'), undefined, 'JUEL'],
    [wrapped('items[0] == 1'), undefined, 'JUEL'],
    ['x = 5;', 'javascript', 'javascript'],
    ['println(x)', 'groovy', 'groovy'],
    ['return x > 5', 'groovy', 'groovy'],
    ['bpmn:getDataObject("x") > 5', 'http://www.w3.org/1999/XPath', 'http://www.w3.org/1999/XPath'],
  ])('%s in %s is not', (source, declared, language) => {
    expect(understood(source, declared)).toEqual({ language })
  })

  test('a comparison in another language is, and FEEL may be declared', () => {
    expect(understood('x > 5', 'http://www.java.com/java')).toEqual({ feel: '=x > 5' })
    expect(understood('some y in [x] satisfies y > 5', 'https://www.omg.org/spec/DMN/20191111/FEEL/')).toEqual({
      feel: '=some y in [x] satisfies y > 5',
    })
  })
})

describe('models of other tools', () => {
  const foreign = (content: string) => `<?xml version="1.0"?>
    <b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"
      xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:sig="http://www.signavio.com" xmlns:tns="urn:x" targetNamespace="urn:x">
      <b:message id="M" name="Paid" /><b:process id="p"><b:extensionElements><sig:meta key="a" /></b:extensionElements>
      ${content}</b:process></b:definitions>`
  const sold = foreign(`<b:laneSet id="ls"><b:lane id="l"><b:flowNodeRef>u</b:flowNodeRef></b:lane></b:laneSet>
    <b:startEvent id="s" /><b:userTask id="u" camunda:assignee="me"><b:multiInstanceLoopCharacteristics
      camunda:collection="people" camunda:elementVariable="who" /></b:userTask>
    <b:intermediateCatchEvent id="c"><b:messageEventDefinition id="d" messageRef="tns:M" /></b:intermediateCatchEvent>
    <b:exclusiveGateway id="g" default="f4" /><b:endEvent id="e1" /><b:endEvent id="e2" />
    <b:sequenceFlow id="f1" sourceRef="s" targetRef="u" /><b:sequenceFlow id="f2" sourceRef="u" targetRef="c" />
    <b:sequenceFlow id="f" sourceRef="c" targetRef="g" />
    <b:sequenceFlow id="f3" sourceRef="g" targetRef="e1"><b:conditionExpression i:type="b:tFormalExpression"
      language="http://www.w3.org/1999/XPath">amount &gt; 5</b:conditionExpression></b:sequenceFlow>
    <b:sequenceFlow id="f4" sourceRef="g" targetRef="e2" />`)

  test('any prefix, no diagram, foreign attributes: it runs', async () => {
    const report = await simulated(sold, {
      variables: { people: ['a', 'b'] },
      do: [{ complete: 'u' }, { complete: 'u' }, { message: 'Paid', variables: { amount: 6 } }],
    })
    expect(report).toMatchObject({ status: 'completed', completed: { u: 2 }, ends: ['e1'] })
  })

  test('what is ignored is listed element by element', async () => {
    const { processes } = await parseFile(sold, 'simulate')
    const ignored = processes[0]!.problems.filter(({ code }) => code === 'foreign_ignored')
    expect(ignored.map(({ elementId, params }) => `${elementId} ${params.name}`)).toEqual([
      'p <sig:meta>',
      'u camunda:assignee',
    ])
    expect(ignored.every(({ severity }) => severity === 'warning')).toBe(true)
  })

  test('a script of another language is refused by name and id, one of FEEL runs', async () => {
    const script = (format: string, text: string) =>
      foreign(`<b:startEvent id="s" /><b:scriptTask id="t" name="Count" scriptFormat="${format}" camunda:resultVariable="y">
        <b:script>${text}</b:script></b:scriptTask><b:sequenceFlow id="f" sourceRef="s" targetRef="t" />`)
    await expect(simulated(script('javascript', 'var y = 1'))).rejects.toThrow('javascript')
    const { problems } = await parseModel(script('groovy', 'println(1)'))
    expect(problems).toContainEqual(
      expect.objectContaining({ elementId: 't', elementName: 'Count', code: 'language_not_feel', severity: 'error' }),
    )
    const report = await simulated(script('feel', 'x + 1'), { variables: { x: 1 } })
    expect(report.variables).toEqual({ x: 1, y: 2 })
  })

  test('without start and end events it begins where no flow leads to', async () => {
    const bare = foreign(`<b:userTask id="a" /><b:userTask id="b" /><b:userTask id="z" />
      <b:sequenceFlow id="f" sourceRef="a" targetRef="z" />`)
    expect((await simulated(bare, { do: [{ complete: 'a' }] })).active).toEqual(['b', 'z'])
    expect((await parseModel(bare)).problems.map(({ code }) => code)).toContain('start_missing')
  })

  test('an event may refer to a definition outside of it', async () => {
    const model = processOf(
      `<bpmn:startEvent id="s" /><bpmn:intermediateCatchEvent id="c"><bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef>
      </bpmn:intermediateCatchEvent><bpmn:endEvent id="e" />${flow('s', 'c')}${flow('c', 'e')}`,
      '<bpmn:timerEventDefinition id="shared"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>',
    )
    expect(await simulated(model, { do: [{ advance: 'PT1H' }] })).toMatchObject({ status: 'completed' })
  })

  test('of several processes the one that others do not call is run, or the one named', async () => {
    const two = (first: string, second: string) =>
      processOf(
        `<bpmn:startEvent id="s1" />${first}<bpmn:endEvent id="e1" />`,
        `<bpmn:process id="second" isExecutable="true"><bpmn:startEvent id="s2" />${second}</bpmn:process>`,
      )
    const called = two(flow('s1', 'e1'), `<bpmn:callActivity id="c" calledElement="process" />${flow('s2', 'c')}`)
    expect((await simulated(called)).order).toEqual(['s2', 's1', 'e1', 'c'])
    expect((await simulated(called, { process: 'process' })).order).toEqual(['s1', 'e1'])
    await expect(simulated(called, { process: 'third' })).rejects.toThrow('third')
    // what is wrong with a process that is not run does not matter
    const beside = two(flow('s1', 'e1'), '<bpmn:complexGateway id="x" />')
    expect((await simulated(beside)).status).toBe('completed')
    await expect(simulated(beside, { process: 'second' })).rejects.toThrow('complex gateway')
  })
})
