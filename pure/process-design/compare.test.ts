import { expect, it } from 'vitest'
import { parseModel } from '../bpmn/parse.ts'
import { differences } from './compare.ts'

const model = (
  inside: string,
) => `<?xml version="1.0"?><b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <b:process id="p" isExecutable="true"><b:startEvent id="s" />${inside}<b:endEvent id="e" name="Koniec" /></b:process></b:definitions>`
const wait = (duration: string) => `<b:intermediateCatchEvent id="w" name="Poczekaj"><b:timerEventDefinition id="t">
  <b:timeDuration xsi:type="b:tFormalExpression">${duration}</b:timeDuration></b:timerEventDefinition></b:intermediateCatchEvent>`
const flow = (from: string, to: string) => `<b:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}" />`
const graph = async (inside: string) => (await parseModel(model(inside))).graph!

it('a changed wait, a step put in, a step taken out are told; what is as it was is not', async () => {
  const before = await graph(`${wait('PT1H')}${flow('s', 'w')}${flow('w', 'e')}`)
  const longer = await graph(`${wait('PT2H')}${flow('s', 'w')}${flow('w', 'e')}`)
  expect(differences(before, before)).toEqual([])
  expect(differences(before, longer)).toEqual([
    { id: 'w', name: 'Poczekaj', kind: 'catchTimer', change: 'changed', aspects: ['timer'] },
  ])
  const without = await graph(flow('s', 'e'))
  expect(differences(before, without)).toMatchObject([
    { id: 's', change: 'changed', aspects: ['way'] },
    { id: 'w', change: 'removed' },
  ])
  expect(differences(without, before)).toMatchObject([
    { id: 's', aspects: ['way'] },
    { id: 'w', change: 'added' },
  ])
})
