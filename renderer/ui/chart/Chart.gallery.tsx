// Owns: charts, bars and time lines in the gallery.
import type { GallerySection } from '../gallery.ts';
import { BarList } from './BarList.tsx';
import { TimeChart } from './TimeChart.tsx';
import { Timeline } from './Timeline.tsx';

const startMs = Date.UTC(2026, 10, 24, 6);
const hourMs = 3_600_000;
const timesMs = Array.from({ length: 48 }, (_, hour) => startMs + hour * hourMs);
const firstPass = timesMs.map((_, hour) => (hour > 20 && hour < 24 ? null : 0.93 + 0.05 * Math.sin(hour / 3.1)));
const inTheEnd = timesMs.map((_, hour) => (hour > 20 && hour < 24 ? null : 0.975 + 0.02 * Math.sin(hour / 4.3)));
const counts = timesMs.map((_, hour) => (hour > 20 && hour < 24 ? 0 : 40 + Math.round(18 * Math.cos(hour / 2.7))));
const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;
const range = [0.8, 1] as const;
const yieldSeries = [
  { label: 'First pass', values: firstPass, tone: 'running' },
  { label: 'In the end', values: inTheEnd, tone: 'pass' },
] as const;
const countSeries = [{ label: 'Units', values: counts, tone: 'idle' }] as const;
const outcomeSeries = [
  { label: 'Passed', values: counts, tone: 'pass' },
  { label: 'Failed', values: counts.map((count, hour) => (hour % 5 === 0 ? Math.round(count / 9) : 0)), tone: 'fail' },
  { label: 'Station faults', values: counts.map((_, hour) => (hour === 20 ? 12 : 0)), tone: 'error' },
] as const;

export const gallery: GallerySection = {
  title: 'Charts',
  cases: [
    {
      name: 'lines over time',
      render: () => (
        <TimeChart label="Yield per hour" timesMs={timesMs} series={yieldSeries} format={percent} range={range} />
      ),
    },
    {
      name: 'bars over time',
      render: () => (
        <TimeChart label="Units per hour" timesMs={timesMs} series={countSeries} kind="bars" heightRem={10} />
      ),
    },
    {
      name: 'bars on top of each other',
      render: () => <TimeChart label="How runs ended" timesMs={timesMs} series={outcomeSeries} kind="bars" />,
    },
    { name: 'no values', render: () => <TimeChart label="Yield per hour" timesMs={[]} series={[]} /> },
    {
      name: 'bars side by side',
      render: () => (
        <BarList
          label="Failures by step"
          rows={[
            { key: 'boot', label: 'Boot: did not answer', value: 14, tone: 'fail' },
            { key: 'write', label: 'Write: unplugged', value: 6, tone: 'fail' },
            { key: 'port', label: 'Port taken by another program', value: 3, tone: 'error' },
            { key: 'measure', label: 'Measurement outside its limits', value: 1, text: '1 of 512', tone: 'attention' },
          ]}
        />
      ),
    },
    {
      name: 'time line',
      render: () => (
        <Timeline
          label="Steps of the run"
          items={[
            {
              key: 'identify',
              state: 'pass',
              title: 'Identified',
              time: '0.4 s',
              detail: 'ESP32-S3, a0:b7:65:12:34:56',
            },
            {
              key: 'write',
              state: 'pass',
              title: 'Written and read back',
              time: '14.2 s',
              detail: '1.4 MiB in 3 images',
            },
            {
              key: 'boot',
              state: 'fail',
              title: 'Did not boot',
              time: '10 s',
              detail: 'Bad checksum in the application image',
              isSelected: true,
              onSelect: () => undefined,
            },
            { key: 'enroll', state: 'idle', title: 'Enroll', detail: 'Not reached' },
          ]}
        />
      ),
    },
    {
      name: 'time line of something at work',
      render: () => (
        <Timeline
          label="Steps of the run"
          items={[
            { key: 'identify', state: 'pass', title: 'Identified', time: '0.4 s' },
            { key: 'write', state: 'running', title: 'Writing', time: '62 %' },
            { key: 'scan', state: 'waiting', title: 'Scan the housing label' },
            { key: 'fuses', state: 'attention', title: 'Fuses: end unknown' },
            { key: 'port', state: 'error', title: 'Port taken' },
          ]}
        />
      ),
    },
  ],
};
