// Owns: Chinese for what goes wrong with ports, units, boot, measurements, journal, wire, jobs and the station.
// Imports siblings.
import { type ErrorWordsOf, words } from './words.ts';

export const unitsZh: ErrorWordsOf<'port' | 'device' | 'boot' | 'measure' | 'journal' | 'wire' | 'job' | 'station'> = {
  'port/not-found': words('没有此端口', '目前没有这个名称的端口。', '请插入设备；`slipway ports` 会列出现有端口。'),
  'port/busy': words('端口被占用', '另一个程序或另一次运行占用了该端口。', '请关闭所示程序，或等待该运行结束。'),
  'port/forbidden': words(
    '无权打开端口',
    '当前用户无权打开该端口。',
    '请将用户加入所示的组并重新登录，或运行 `slipway doctor`。',
  ),
  'port/gone': words('设备被拔出', '端口消失：线缆被拔出，或设备断电。', '请重新插入设备并再次开始。数据没有丢失。'),
  'port/open-failed': words('无法打开端口', '系统拒绝打开该端口。', '请拔出后重新插入，并运行 `slipway doctor`。'),
  'port/unreachable': words('无法连接端口服务器', '网络端口没有响应，或拒绝了连接。', '请检查地址、网络和端口服务器。'),
  'port/silent': words(
    '设备没有响应',
    '端口已打开，但没有任何响应。不能自动复位的电路板，插入时需要按住 BOOT。',
    '请检查电源和线缆，然后重试。',
  ),
  'port/garbage': words(
    '设备响应为乱码',
    '收到了数据，但不符合协议。',
    '请检查线缆、接地和波特率，并尝试更低的波特率。',
  ),
  'port/foreign': words(
    '端口不属于本工作站的工位',
    '该端口不在工位列表中，因此不会被使用。',
    '请将该端口添加为工位，或使用本工作站已有的工位。',
  ),
  'port/no-modem-lines': words(
    '线路没有 DTR 和 RTS',
    '该线路无法控制 DTR 和 RTS，因此不能通过它复位设备。',
    '请手动使设备进入下载模式，或使用带有这些信号的线路。',
  ),
  'device/wrong-mode': words(
    '设备正在运行应用程序',
    '设备不在下载模式，而是在输出启动日志。',
    '请按住 BOOT，按一下 RESET，再松开 BOOT，然后重新启动。',
  ),
  'device/wrong-chip': words(
    '连接的是另一种芯片',
    '设备的芯片与配方所写的不同。',
    '请插入正确的设备，或选择适用于此设备的配方。',
  ),
  'device/unsupported-chip': words('不支持此芯片', '此版本不认识该芯片。', '请更新 Slipway，或报告该芯片的标识。'),
  'device/secure-download': words(
    '设备处于安全下载模式',
    '芯片现在只接受写入，无法读取，因此所要求的操作无法进行。',
    '请使用适用于已加固设备的配方。',
  ),
  'device/flash-encrypted': words(
    '设备的闪存已加密',
    '设备已启用闪存加密，而镜像要以明文写入。',
    '请将镜像标记为 `encrypted: true`，或使用适用于已加固设备的配方。',
  ),
  'device/rejected': words('设备拒绝了命令', '设备的引导程序返回了错误。', '请重试；若再次发生，请取出设备。'),
  'device/timeout': words('设备停止响应', '设备之前有响应，但没有及时答复此命令。', '请检查电源和线缆，然后重试。'),
  'device/write-failed': words(
    '闪存无法写入',
    '设备报告闪存未能写入。',
    '请重试；若再次发生，说明闪存已坏，请取出设备。',
  ),
  'device/verify-mismatch': words(
    '闪存与镜像不符',
    '回读的内容与写入的不同。',
    '请重试；若再次发生，说明闪存已坏，请取出设备。',
  ),
  'device/flash-unknown': words('无法识别闪存芯片', '设备没有报告可用的闪存芯片。', '请检查闪存的焊接，并取出设备。'),
  'device/fuse-mismatch': words('熔丝回读不一致', '熔丝与烧录的内容不同。', '请取出设备，不要再次烧录。'),
  'boot/silent': words('未启动：没有输出', '复位后设备没有任何输出。', '请检查电源，并查看复位和启动配置引脚。'),
  'boot/failed': words('未启动', '设备报告无法启动所写入的内容；启动日志在证据中。', '请将设备放入红色料盒。'),
  'boot/pattern-missing': words(
    '启动未完成',
    '设备输出了日志（见证据），但始终没有出现表示就绪的那一行。',
    '请将设备放入红色料盒。',
  ),
  'boot/identity-missing': words(
    '设备没有报告身份',
    '设备已启动，但没有答复其身份。',
    '请查看证据中的控制台输出，并检查固件。',
  ),
  'boot/identity-mismatch': words(
    '设备身份错误',
    '设备报告的身份与赋予它的身份不同。',
    '请将设备放入红色料盒，不要出货。',
  ),
  'measure/missing': words(
    '缺少测量值',
    '设备始终没有报告配方所要求的值；控制台输出在证据中。',
    '请将设备放入红色料盒。',
  ),
  'measure/out-of-limits': words('测量值超出限值', '测得的值超出配方规定的范围。', '请将设备放入红色料盒。'),
  'journal/locked': words(
    '日志正在使用',
    '另一个 Slipway 正在使用此日志。',
    '请使用已在运行的 Slipway，或先将其关闭。',
  ),
  'journal/newer': words('日志来自更新的版本', '此日志由更新版本的 Slipway 写入。', '请更新 Slipway；未做任何改动。'),
  'journal/damaged': words(
    '日志已损坏',
    '数据库未通过完整性检查。',
    '请保留该文件。`slipway export --salvage` 可写出仍可读的内容；请用备份继续工作。',
  ),
  'journal/disk-full': words(
    '磁盘已满',
    '日志无法写入，因此不允许继续任何工作。',
    '请释放一些空间；进行中的设备之后可以继续。',
  ),
  'journal/unwritable': words('日志无法写入', '日志所在的文件夹不可写。', '请改正该文件夹的权限。'),
  'journal/clock-behind': words(
    '时钟早于记录',
    '本工作站的时钟早于最后一条记录。',
    '请校准时钟；证书和记录都需要正确的时间。',
  ),
  'wire/bad-token': words('令牌不被接受', '请求没有令牌，或令牌错误。', '请使用 `slipway serve` 显示的令牌。'),
  'wire/bad-origin': words(
    '来源不被接受',
    '请求来自另一个网页，或指向另一台主机。',
    '请打开 `slipway serve` 显示的地址。',
  ),
  'wire/too-large': words('消息过大', '消息超出了连接的限制。', '请减少一次发送的内容。'),
  'wire/malformed': words('无法理解消息', '消息不符合协议。', '请使用适用于此版本的客户端。'),
  'wire/invalid-input': words('输入无效', '输入不符合接口规定。', '请改正消息中所示的字段。'),
  'wire/closed': words('无法连接引擎', '与引擎的连接已关闭。', '请重新连接；运行会继续，不受影响。'),
  'job/aborted': words('已手动停止', '运行在结束前被停止。', '准备好后请重新启动。'),
  'job/step-timeout': words('步骤耗时过长', '某个步骤没有在时限内结束。', '请重试；若再次发生，请查看证据。'),
  'job/slot-busy': words('工位正在工作', '该工位已有运行在进行。', '请等待其结束，或将其停止。'),
  'job/not-set-up': words(
    '产线尚未设置',
    '产线还没有选定配方，因此无法启动任何操作。',
    '请在“产线”画面选择要生产的内容，然后重新启动该工位。',
  ),
  'job/order-complete': words(
    '工单已完成',
    '工单已达到数量，其中包括正在生产的设备。',
    '请开始下一个工单，或增加此工单的数量。',
  ),
  'job/already-passed': words(
    '设备先前已合格',
    '此设备先前用同一配方已合格，因此保持原样。',
    '请取出设备，或选择重做。',
  ),
  'job/failed-for-good': words(
    '已彻底失败',
    '此设备上次运行的失败无法靠再次运行补救；只有在其记录中作出决定后才能再试。',
    '请将设备放入红色料盒，不要出货。',
  ),
  'job/needs-attention': words(
    '需要做出决定',
    '一项不可撤销的操作已经开始，但其结果未知。',
    '请查看设备，并在其记录中决定继续还是报废。',
  ),
  'job/interrupted': words('已中断', '工作站在运行途中停止。', '请重新插入设备；运行会从已知状态继续。'),
  'job/not-found': words(
    '没有此记录',
    '没有这个名称的记录。',
    '请检查标识；`slipway runs` 和 `slipway units` 会列出全部。',
  ),
  'station/node-too-old': words(
    'Node 版本过旧',
    '日志需要 Node 24，而当前版本更旧。',
    '请通过 `npm run` 或 `npx slipway` 启动，它们自带 Node。',
  ),
  'station/usage': words('无法理解命令', '命令行中有未知选项，或缺少参数。', '请参阅 `slipway --help`。'),
  'station/internal': words('Slipway 存在缺陷', '发生了不应发生的情况。', '请保留证据并报告此问题。'),
};
