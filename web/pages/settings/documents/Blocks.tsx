import { ActionIcon, Button, Checkbox, Menu, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import {
  ALIGNS,
  type Align,
  type Block,
  CONDITIONS,
  type Condition,
  LIST_FIELDS,
  LISTS,
  type ListName,
} from '../../../../pure/documents/template.ts'
import css from '../../../components/documents/documents.module.css'
import { useT } from '../../../i18n/words.ts'
import { Icon } from '../../../ui/Icon.tsx'

const DEEPEST = 4

const NEW: { [T in Block['type']]: () => Extract<Block, { type: T }> } = {
  heading: () => ({ type: 'heading', level: 2, text: '', align: 'left' }),
  text: () => ({ type: 'text', text: '', align: 'left', small: false }),
  list: () => ({ type: 'list', ordered: false, items: [''] }),
  table: () => ({
    type: 'table',
    over: 'lines',
    columns: LIST_FIELDS.lines.keys
      .filter((key) => ['no', 'name', 'quantity', 'value'].includes(key))
      .map((key) => ({ head: '', cell: `{{line.${key}}}`, align: 'left', width: key === 'name' ? 3 : 1 })),
    rows: [],
  }),
  columns: () => ({ type: 'columns', columns: [[], []] }),
  when: () => ({ type: 'when', field: '', is: 'filled', value: '', blocks: [] }),
  each: () => ({ type: 'each', over: 'lines', blocks: [] }),
  signatures: () => ({ type: 'signatures', names: ['', ''] }),
  logo: () => ({ type: 'logo', width: 40, align: 'left' }),
  stamp: () => ({ type: 'stamp', width: 40, align: 'right' }),
  line: () => ({ type: 'line' }),
  space: () => ({ type: 'space', height: 8 }),
  page_break: () => ({ type: 'page_break' }),
}
const TYPES = Object.keys(NEW) as Block['type'][]
const HOLDERS: ReadonlySet<Block['type']> = new Set(['columns', 'when', 'each'])

type Props = { blocks: Block[]; onChange: (blocks: Block[]) => void; depth?: number }

/** The content of a template, one block below the other; blocks that hold blocks open the same list within. */
export function Blocks({ blocks, onChange, depth = 1 }: Props) {
  const t = useT()
  const put = (at: number, block: Block) => onChange(blocks.map((one, i) => (i === at ? block : one)))
  const move = (at: number, by: -1 | 1) => {
    const next = [...blocks]
    const [moved] = next.splice(at, 1)
    if (moved) next.splice(at + by, 0, moved)
    onChange(next)
  }
  return (
    <div className={css.blocks}>
      {blocks.map((block, at) => {
        const name = t(`documents.block.${block.type}`)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block has no name but its place, and keeps no state of its own
          <fieldset key={at} className={css.block} aria-label={`${name} ${at + 1}`}>
            <div className={css.blockHead}>
              <span>{name}</span>
              <ActionIcon
                aria-label={t('documents.block.up', { name })}
                disabled={at === 0}
                onClick={() => move(at, -1)}
              >
                <Icon of={IconArrowUp} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('documents.block.down', { name })}
                disabled={at === blocks.length - 1}
                onClick={() => move(at, 1)}
              >
                <Icon of={IconArrowDown} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('documents.block.remove', { name })}
                onClick={() => onChange(blocks.filter((_, i) => i !== at))}
              >
                <Icon of={IconTrash} />
              </ActionIcon>
            </div>
            <BlockFields block={block} depth={depth} onChange={(next) => put(at, next)} />
          </fieldset>
        )
      })}
      <div>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" leftSection={<Icon of={IconPlus} />}>
              {t('documents.block.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown style={{ maxHeight: 360, overflowY: 'auto' }}>
            {TYPES.filter((type) => depth < DEEPEST || !HOLDERS.has(type)).map((type) => (
              <Menu.Item key={type} onClick={() => onChange([...blocks, NEW[type]()])}>
                {t(`documents.block.${type}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  )
}

function AlignSelect({ value, onChange }: { value: Align; onChange: (align: Align) => void }) {
  const t = useT()
  return (
    <Select
      aria-label={t('documents.align')}
      data={ALIGNS.map((one) => ({ value: one, label: t(`documents.align.${one}`) }))}
      value={value}
      allowDeselect={false}
      onChange={(next) => next && onChange(next as Align)}
    />
  )
}

function OverSelect({ value, onChange }: { value: ListName; onChange: (over: ListName) => void }) {
  const t = useT()
  return (
    <Select
      label={t('documents.block.over')}
      data={LISTS.map((one) => ({ value: one, label: t(`documents.list.${one}`) }))}
      value={value}
      allowDeselect={false}
      onChange={(next) => next && onChange(next as ListName)}
    />
  )
}

type FieldsProps = { block: Block; depth: number; onChange: (block: Block) => void }

function BlockFields({ block, depth, onChange }: FieldsProps) {
  const t = useT()
  switch (block.type) {
    case 'heading':
      return (
        <>
          <TextInput
            aria-label={t('documents.block.heading')}
            data-words
            value={block.text}
            onChange={(event) => onChange({ ...block, text: event.currentTarget.value })}
          />
          <div className={css.pair}>
            <Select
              aria-label={t('documents.block.level')}
              data={(['1', '2', '3'] as const).map((value) => ({ value, label: t(`documents.level.${value}`) }))}
              value={String(block.level)}
              allowDeselect={false}
              onChange={(level) => onChange({ ...block, level: Number(level) as 1 | 2 | 3 })}
            />
            <AlignSelect value={block.align} onChange={(align) => onChange({ ...block, align })} />
          </div>
        </>
      )
    case 'text':
      return (
        <>
          <Textarea
            aria-label={t('documents.block.text')}
            data-words
            autosize
            minRows={2}
            maxRows={20}
            value={block.text}
            onChange={(event) => onChange({ ...block, text: event.currentTarget.value })}
          />
          <div className={css.pair}>
            <AlignSelect value={block.align} onChange={(align) => onChange({ ...block, align })} />
            <Checkbox
              label={t('documents.block.small')}
              checked={block.small}
              onChange={(event) => onChange({ ...block, small: event.currentTarget.checked })}
            />
          </div>
        </>
      )
    case 'list':
      return (
        <>
          <Textarea
            aria-label={t('documents.block.list')}
            description={t('documents.block.list.about')}
            data-words
            autosize
            minRows={2}
            value={block.items.join('\n')}
            onChange={(event) => onChange({ ...block, items: event.currentTarget.value.split('\n') })}
          />
          <Checkbox
            label={t('documents.block.ordered')}
            checked={block.ordered}
            onChange={(event) => onChange({ ...block, ordered: event.currentTarget.checked })}
          />
        </>
      )
    case 'signatures':
      return (
        <Textarea
          aria-label={t('documents.block.signatures')}
          description={t('documents.block.signatures.about')}
          data-words
          autosize
          value={block.names.join('\n')}
          onChange={(event) => onChange({ ...block, names: event.currentTarget.value.split('\n').slice(0, 4) })}
        />
      )
    case 'logo':
    case 'stamp':
      return (
        <div className={css.pair}>
          <NumberInput
            aria-label={t('documents.block.width')}
            suffix=" mm"
            min={5}
            max={170}
            value={block.width}
            onChange={(width) => typeof width === 'number' && onChange({ ...block, width })}
          />
          <AlignSelect value={block.align} onChange={(align) => onChange({ ...block, align })} />
        </div>
      )
    case 'space':
      return (
        <NumberInput
          aria-label={t('documents.block.height')}
          suffix=" mm"
          min={1}
          max={200}
          value={block.height}
          onChange={(height) => typeof height === 'number' && onChange({ ...block, height })}
        />
      )
    case 'columns':
      return (
        <>
          {block.columns.map((column, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <div key={at} className={css.within}>
              <span className={css.meta}>{t('documents.block.columnNo', { no: at + 1 })}</span>
              <Blocks
                blocks={column}
                depth={depth + 1}
                onChange={(next) =>
                  onChange({ ...block, columns: block.columns.map((one, i) => (i === at ? next : one)) })
                }
              />
            </div>
          ))}
        </>
      )
    case 'when':
      return (
        <>
          <div className={css.pair}>
            <TextInput
              label={t('documents.block.field')}
              value={block.field}
              onChange={(event) => onChange({ ...block, field: event.currentTarget.value.replace(/[{}]/g, '') })}
            />
            <Select
              label={t('documents.block.is')}
              data={CONDITIONS.map((value) => ({ value, label: t(`documents.is.${value}`) }))}
              value={block.is}
              allowDeselect={false}
              onChange={(is) => is && onChange({ ...block, is: is as Condition })}
            />
          </div>
          {(block.is === 'equals' || block.is === 'differs') && (
            <TextInput
              label={t('documents.block.value')}
              value={block.value}
              onChange={(event) => onChange({ ...block, value: event.currentTarget.value })}
            />
          )}
          <div className={css.within}>
            <Blocks blocks={block.blocks} depth={depth + 1} onChange={(blocks) => onChange({ ...block, blocks })} />
          </div>
        </>
      )
    case 'each':
      return (
        <>
          <OverSelect value={block.over} onChange={(over) => onChange({ ...block, over })} />
          <div className={css.within}>
            <Blocks blocks={block.blocks} depth={depth + 1} onChange={(blocks) => onChange({ ...block, blocks })} />
          </div>
        </>
      )
    case 'table':
      return <TableFields block={block} onChange={onChange} />
    default:
      return null
  }
}

type Table = Extract<Block, { type: 'table' }>

function TableFields({ block, onChange }: { block: Table; onChange: (block: Table) => void }) {
  const t = useT()
  const { columns, rows, over } = block
  const column = (at: number, set: Partial<Table['columns'][number]>) =>
    onChange({ ...block, columns: columns.map((one, i) => (i === at ? { ...one, ...set } : one)) })
  const cell = (at: number, of: number, value: string) =>
    onChange({
      ...block,
      rows: rows.map((row, i) => (i === at ? columns.map((_, j) => (j === of ? value : (row[j] ?? ''))) : row)),
    })
  return (
    <>
      <Select
        label={t('documents.block.over')}
        data={[
          { value: '', label: t('documents.block.over.none') },
          ...LISTS.map((one) => ({ value: one, label: t(`documents.list.${one}`) })),
        ]}
        value={over ?? ''}
        allowDeselect={false}
        onChange={(next) => onChange({ ...block, over: (next || null) as ListName | null })}
      />
      {columns.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
        <div key={at} className={css.column}>
          <TextInput
            label={t('documents.table.head', { no: at + 1 })}
            data-words
            value={one.head}
            onChange={(event) => column(at, { head: event.currentTarget.value })}
          />
          {over ? (
            <TextInput
              label={t('documents.table.cell')}
              data-words
              value={one.cell}
              onChange={(event) => column(at, { cell: event.currentTarget.value })}
            />
          ) : (
            <span />
          )}
          <NumberInput
            label={t('documents.table.width')}
            min={0}
            max={20}
            value={one.width}
            onChange={(width) => typeof width === 'number' && column(at, { width })}
          />
          <AlignSelect value={one.align} onChange={(align) => column(at, { align })} />
          <ActionIcon
            aria-label={t('documents.table.removeColumn', { no: at + 1 })}
            disabled={columns.length === 1}
            onClick={() =>
              onChange({
                ...block,
                columns: columns.filter((_, i) => i !== at),
                rows: rows.map((row) => row.filter((_, i) => i !== at)),
              })
            }
          >
            <Icon of={IconTrash} />
          </ActionIcon>
        </div>
      ))}
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <div key={at} className={css.row}>
          {columns.map((_, of) => (
            <TextInput
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
              key={of}
              aria-label={t('documents.table.cellAt', { row: at + 1, column: of + 1 })}
              data-words
              value={row[of] ?? ''}
              onChange={(event) => cell(at, of, event.currentTarget.value)}
            />
          ))}
          <ActionIcon
            aria-label={t('documents.rows.removeOf', { no: at + 1 })}
            onClick={() => onChange({ ...block, rows: rows.filter((_, i) => i !== at) })}
          >
            <Icon of={IconTrash} />
          </ActionIcon>
        </div>
      ))}
      <div className={css.row}>
        <Button
          size="sm"
          variant="subtle"
          disabled={columns.length >= 12}
          onClick={() => onChange({ ...block, columns: [...columns, { head: '', cell: '', align: 'left', width: 1 }] })}
        >
          {t('documents.table.addColumn')}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          onClick={() => onChange({ ...block, rows: [...rows, columns.map(() => '')] })}
        >
          {t('documents.rows.add')}
        </Button>
      </div>
    </>
  )
}
