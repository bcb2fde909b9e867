// Owns: what the engine says of images and partitions, in Chinese. Imports contract types and siblings.
import type { imageSentences } from '../../../../electron/contract/sentences/images.ts';
import type { WordsOf } from '../words.ts';

export const imagesZh: WordsOf<typeof imageSentences> = {
  'image-too-short': '{{image}} 只有 {{sizeBytes}}，而其“{{part}}”需要到 {{neededBytes}}。',
  'part-first-byte': '首字节',
  'part-header': '头部',
  'part-extended-header': '扩展头部',
  'part-segment-header': '段 {{segment}} 的头部',
  'part-segment': '段 {{segment}}',
  'part-checksum': '校验和',
  'part-sha256': 'SHA-256 值',
  'image-shrank': '镜像 {{image}} 在 {{sizeBytes}} 处结束；打开时它更长。',
  'image-unreadable': '无法从 {{file}} 读取镜像 {{image}}：{{reason}}。',

  'image-of-no-kind': '{{image}} 不是乐鑫镜像：{{reason}}。',
  'reason-image-empty': '文件为空',
  'reason-image-magic': '它以 0x{{found}} 开头，而不是 0xe9',
  'reason-image-no-header': '第 {{count}} 字节处没有头部',
  'reason-image-segments': '它声称有 {{count}} 个段；镜像应有 1 至 {{maximum}} 个',
  'reason-image-hash-flag': '其哈希标志为 {{value}}；只能是 0 或 1',
  'image-damaged': '{{image}} 已损坏：{{reason}}。',
  'reason-image-checksum': '其校验和为 0x{{expected}}，而各段算出的是 0x{{found}}',
  'reason-image-sha256': '其附加的 SHA-256 与内容不符',
  'image-for-chip-id': '{{image}} 是为芯片 ID {{chipId}} 构建的；设备是 {{expected}}。',
  'image-for-esp8266': '{{image}} 是为 ESP8266 构建的；设备是 {{expected}}。',
  'image-not-for-esp8266': '{{image}} 不是为 ESP8266 构建的；设备是 {{expected}}。',
  'image-for-newer-chip': '{{image}} 至少需要版本 {{minRevision}} 的 {{chip}}；设备的版本是 {{unitRevision}}。',
  'image-for-older-chip': '{{image}} 最高支持版本 {{maxRevision}} 的 {{chip}}；设备的版本是 {{unitRevision}}。',

  'image-past-partition':
    '{{image}} 有 {{sizeBytes}}，将在 {{endAddress}} 结束；分区 {{partition}} 在 {{limit}} 结束。',
  'image-past-flash': '{{image}} 有 {{sizeBytes}}，将在 {{endAddress}} 结束；设备的闪存在 {{limit}} 结束。',
  'image-overlaps': '{{image}} 占用 {{offset}} 至 {{endAddress}}，因此与 {{otherOffset}} 处的 {{otherImage}} 重叠。',
  'image-overlaps-kept':
    '{{image}} 占用 {{offset}} 至 {{endAddress}}，因此与必须保留的分区 {{partition}}（{{otherOffset}}）重叠。',
  'image-misplaced': '{{image}} 要写入 {{offset}}，但{{reason}}。',
  'reason-loader-place': '{{chip}} 在 {{rightOffset}} 处寻找引导程序',
  'reason-table-place': '分区表应位于 {{rightOffset}}',
  'reason-shared-sector': '在该处写入会擦除 {{address}} 扇区中位于其前的内容',
  'reason-app-alignment': '应用程序必须从 0x10000 的整数倍开始',
  'reason-app-elsewhere': '分区表中的应用程序位于别处：{{allowed}}',

  'partitions-not-known': '配方引用了分区，但没有附带分区表，也无法向设备询问其分区表。',
  'partition-past-flash': '分区 {{partition}} 在 {{endAddress}} 结束；设备的闪存在 {{limit}} 结束。',
  'partition-not-in-table': '配方引用了分区 {{partition}}，而分区表中没有；其中有：{{allowed}}。',
  'partition-for-store-missing': '分区表中没有用于身份和配置的分区“{{partition}}”。',
  'table-invalid': '分区表无效：{{reason}}。',
  'reason-table-md5': '其 {{count}} 个条目的 MD5 不符',
  'reason-table-magic': '条目 {{entry}} 以 {{magic}} 开头，而不是 0x50aa',
  'reason-table-empty': '其中没有条目',
  'reason-table-cut': '其 {{sizeBytes}} 在某个条目中间结束',
  'reason-table-full': '它有 {{count}} 个条目；只能容纳 {{maximum}} 个',
  'reason-label-length': '名称“{{partition}}”有 {{sizeBytes}}；允许 1 至 16',
  'reason-partition-empty': '分区“{{partition}}”没有大小',
  'reason-partition-alignment': '位于 {{offset}} 的分区“{{partition}}”没有按 {{alignment}} 对齐',
  'reason-partition-past-end': '分区“{{partition}}”超出了地址空间',
  'reason-partition-twice': '条目 {{otherEntry}} 和 {{entry}} 都名为“{{partition}}”',
  'reason-partition-overlap': '位于 {{offset}} 的分区“{{partition}}”与在 {{endAddress}} 结束的“{{otherPartition}}”重叠',

  'store-full':
    '{{entries}} 个条目需要 {{neededPages}} 个 NVS 页；{{sizeBytes}} 的分区除保持为空的一页外只有 {{availablePages}} 页。',

  'do-add-table': '请将分区表加入配方的镜像中。',
  'do-correct-label': '请改正配方中的名称，或使用正确的分区表。',
};
