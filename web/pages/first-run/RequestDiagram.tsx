import { useT } from '../../i18n/words.ts'
import css from './RequestDiagram.module.css'

type At = { x: number; y: number }

function Task({ x, y, width = 92, height = 60, words }: At & { width?: number; height?: number; words: string }) {
  return (
    <>
      <rect className={css.shape} x={x} y={y} width={width} height={height} rx="8" />
      <text x={x + width / 2} y={y + height / 2 + (height < 60 ? 6 : 7)}>
        {words}
      </text>
    </>
  )
}

/** BPMN: filled envelope sends, empty receives. */
function SendMark({ x, y }: At) {
  return (
    <g className={css.filled}>
      <rect x={x} y={y} width="15" height="10" rx=".8" />
      <path d={`M${x + 0.6} ${y + 0.8}l6.9 5 6.9-5`} fill="none" />
    </g>
  )
}

function PersonMark({ x, y }: At) {
  return (
    <g className={css.mark}>
      <circle cx={x} cy={y} r="3" />
      <path d={`M${x - 5.4} ${y + 9.2}v-1.6a4.4 4.4 0 0 1 4.4-3.6h2a4.4 4.4 0 0 1 4.4 3.6v1.6z`} />
    </g>
  )
}

/** A timer on the border that doesn't interrupt: dashed double ring. */
function BoundaryTimer({ x, y }: At) {
  return (
    <>
      <circle className={css.dashed} cx={x} cy={y} r="15" />
      <circle className={css.dashedInner} cx={x} cy={y} r="12" />
      <g className={css.clock}>
        <circle cx={x} cy={y} r="8.2" />
        {Array.from({ length: 12 }, (_, hour) => {
          const angle = (hour * Math.PI) / 6
          const [dx, dy] = [Math.cos(angle), Math.sin(angle)]
          return (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: hours of a clock face
              key={hour}
              d={`M${(x + 6.6 * dx).toFixed(1)} ${(y + 6.6 * dy).toFixed(1)}L${(x + 8 * dx).toFixed(1)} ${(y + 8 * dy).toFixed(1)}`}
            />
          )
        })}
        <path d={`M${x} ${y}l2.2-5M${x} ${y}h3.8`} />
      </g>
    </>
  )
}

/** The first shipped process, drawn as bpmn-js would, without loading it for one picture. */
export function RequestDiagram() {
  const t = useT()
  return (
    <svg
      className={css.diagram}
      viewBox="0 0 532 172"
      width="532"
      height="172"
      role="img"
      aria-label={t('first.diagram')}
    >
      <defs>
        <marker
          id="flow-end"
          viewBox="0 0 10 10"
          refX="9.5"
          refY="5"
          markerWidth="9"
          markerHeight="9"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path className={css.arrow} d="M0 1l10 4-10 4z" />
        </marker>
      </defs>
      {[
        'M47 48H72',
        'M164 48H188',
        'M280 48H304',
        'M396 48H433',
        'M240 93V132q0 6 6 6H268',
        'M356 93V132q0 6 6 6H384',
      ].map((path) => (
        <path key={path} className={css.flow} d={path} markerEnd="url(#flow-end)" />
      ))}
      <circle className={css.shape} cx="30" cy="48" r="17" />
      <g className={css.mark}>
        <rect x="21.5" y="42" width="17" height="12" rx=".8" />
        <path d="M21.9 42.8l8.1 6 8.1-6" />
      </g>
      <Task x={72} y={18} words={t('first.diagram.notify')} />
      <SendMark x={79} y={25} />
      <Task x={188} y={18} words={t('first.diagram.accept')} />
      <PersonMark x={201} y={27.4} />
      <rect className={css.count} x="267" y="67" width="22" height="22" rx="11" />
      <text className={css.countWords} x="278" y="82">
        1
      </text>
      <Task x={304} y={18} words={t('first.diagram.handle')} />
      <PersonMark x={317} y={27.4} />
      <circle className={css.end} cx="452" cy="48" r="16" />
      <g className={css.filled}>
        <rect x="444" y="42.5" width="16" height="11" rx=".8" />
        <path d="M444.6 43.3l7.4 5.5 7.4-5.5" fill="none" />
      </g>
      <BoundaryTimer x={240} y={78} />
      <BoundaryTimer x={356} y={78} />
      <Task x={268} y={114} width={84} height={50} words={t('first.diagram.head')} />
      <SendMark x={275} y={121} />
      <Task x={384} y={114} width={88} height={50} words={t('first.diagram.remind')} />
      <SendMark x={391} y={121} />
      <text className={css.note} x="220" y="96">
        {t('first.diagram.minutes')}
      </text>
      <text className={css.note} x="336" y="96">
        {t('first.diagram.day')}
      </text>
    </svg>
  )
}
