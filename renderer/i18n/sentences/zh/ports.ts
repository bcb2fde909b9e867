// Owns: what the engine says of ports, in Chinese. Imports contract types and siblings.
import type { portSentences } from '../../../../electron/contract/sentences/ports.ts';
import type { WordsOf } from '../words.ts';

export const portsZh: WordsOf<typeof portSentences> = {
  'port-not-there': '目前没有端口 {{port}}。',
  'port-not-named': '“{{port}}”不是端口名称。',
  'port-no-network-address': '“{{port}}”不是网络端口的地址。',
  'port-no-host-and-port': '{{address}} 不是 host:port 形式的地址。',
  'port-no-virtual-unit': '{{port}} 上目前没有虚拟设备。',
  'port-not-on-bench': '虚拟工作台的 {{port}} 上没有插入设备。',
  'port-in-no-slot': '端口 {{port}} 不属于本工作站的任何工位（共 {{slots}} 个）。',
  'port-vanished': '端口 {{port}} 在使用中消失。',
  'port-did-not-return': '端口 {{port}} 没有在 {{timeoutMs}}内恢复。',
  'port-refused-by-system': '系统拒绝打开 {{port}}：{{reason}}。',
  'port-forbidden': '当前用户无权打开 {{port}}。',
  'port-forbidden-by-group': '当前用户无权打开 {{port}}；该端口属于 {{group}} 组。',

  'port-held': '端口 {{port}} 被占用：{{holder}}。',
  'port-held-by-program': '端口 {{port}} 被 {{command}} 占用（进程 {{pid}}）。',
  'port-held-by-itself': '端口 {{port}} 被本进程自己占用。',
  'port-held-by-unknown': '端口 {{port}} 被一个当前用户无权查看的程序占用。',
  'port-open-already': '虚拟端口 {{port}} 已在本进程中打开。',
  'holder-run': '工位 {{slot}} 的运行 {{runId}}',
  'holder-recognising': '正在识别工位 {{slot}} 的设备',
  'holder-identify': '正在询问 {{target}} 上的设备身份',
  'holder-try': '正在试用 {{address}}',

  'port-server-unreachable': '无法连接端口服务器 {{address}}：{{reason}}。',
  'port-server-hung-up': '端口服务器 {{address}} 立即关闭了连接；端口可能被另一个客户端占用。',
  'port-server-not-spoken': '{{address}} 不使用 RFC 2217：{{reason}}。',
  'port-server-baud-rate': '{{address}} 的波特率是 {{actual}}，而不是 {{wanted}}。',
  'reason-no-listener': '该处没有服务（连接被拒绝）',
  'reason-no-such-name': '主机名未知',
  'reason-no-way': '没有通往该网络的路由',
  'reason-no-answer': '{{timeoutMs}}内没有应答',
  'reason-not-agreed': '{{timeoutMs}}内没有就 COM-PORT-OPTION 达成一致',
  'reason-command-not-answered': '{{timeoutMs}}内没有应答命令 {{command}}',

  'line-no-modem-signals': '{{port}} 无法控制 DTR 和 RTS，而复位方式 {{strategy}} 需要它们。',
  'line-no-byte': '{{port}} 上没有任何应答：复位和同步之后没有收到一个字节。',
  'line-one-way': '{{port}} 上的设备表示正在等待下载，但收不到我们的数据：通往设备的线路不通。',
  'line-prints-text': '{{port}} 上的设备输出文本而不应答：它在运行应用程序，而不是引导程序。',
  'line-no-reply': '从 {{port}} 收到 {{receivedBytes}}，但其中没有引导程序的应答。',
  'line-lost-at-rate': '{{fault}}在将波特率提高到 {{baudRate}} 时失去了连接。',

  'do-name-a-port':
    '请给出设备节点、COM3、tcp://host:port、rfc2217://host:port 或 virtual:01；`slipway ports` 会列出现有端口。',
  'do-name-a-network-port': '请给出 tcp://host:port 或 rfc2217://host:port。',
  'do-join-group': '请运行 `sudo usermod -aG {{group}} $USER` 并重新登录，或安装 `slipway doctor` 所示的 udev 规则。',
  'do-switch-port-server':
    '请将端口服务器切换到 RFC 2217（带 COM-PORT-OPTION 的 Telnet），或对原始端口使用 tcp:// 地址。',
  'do-check-tx-wire': '请检查从适配器 TX 到设备 RX 的线路。',
  'do-lower-baud-rate': '请在设备选项中设置更低的 `baudRate`，然后再次使设备进入下载模式。',
};
