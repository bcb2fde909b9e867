// Owns: Chinese for what goes wrong with recipes, bundles, images, identities, secrets and fleets. Imports siblings.
import { type ErrorWordsOf, words } from './words.ts';

export const sourcesZh: ErrorWordsOf<'recipe' | 'bundle' | 'image' | 'identity' | 'secret' | 'fleet'> = {
  'recipe/unreadable': words('无法读取配方', '配方文件不存在，或没有读取权限。', '请检查路径和访问权限。'),
  'recipe/syntax': words(
    '配方不是有效的 YAML',
    '配方在所示行列处违反了 YAML 语法。',
    '请改正该行，然后运行 `slipway recipe check`。',
  ),
  'recipe/unsupported-version': words(
    '不支持的配方版本',
    '此配方是为另一版本的格式编写的。',
    '请使用 `recipe: 1`，或使用编写该配方时的 Slipway 版本。',
  ),
  'recipe/unknown-key': words(
    '配方中有未知的键',
    '配方中有此版本不认识的键；若不报错，它会被悄悄忽略。',
    '请改正拼写或删除该键；`slipway recipe schema` 会列出所有键。',
  ),
  'recipe/wrong-type': words('配方中的类型错误', '配方中某个值的类型或格式不正确。', '请改正所示行列处的值。'),
  'recipe/missing-key': words('配方缺少键', '配方缺少一个必需的键。', '请补上该键；`slipway recipe schema` 中有说明。'),
  'recipe/missing-file': words(
    '配方所列文件不存在',
    '配方所列的文件不在配方旁边，也不在配方包中。',
    '请添加该文件，或改正配方中的文件名。',
  ),
  'recipe/config-invalid': words(
    '配置值不被允许',
    '某个配置值不符合配方中的规定。',
    '请改正该值；消息中说明了允许的范围。',
  ),
  'recipe/in-use': words(
    '配方正在使用中',
    '有运行或产线正在使用该配方，因此不能移除。',
    '请等待运行结束，并为产线选择其他配方。',
  ),
  'bundle/unreadable': words('无法读取配方包', '配方包文件不存在，或没有读取权限。', '请检查路径和访问权限。'),
  'bundle/not-a-bundle': words(
    '不是配方包',
    '此文件不是 Slipway 配方包。',
    '请选择由 `slipway bundle create` 生成的 *.slipway 文件。',
  ),
  'bundle/truncated': words('配方包不完整', '配方包提前结束，复制或下载时被截断。', '请从来源处重新复制配方包。'),
  'bundle/unsigned': words(
    '配方包未签名',
    '配方包没有签名，无人对其内容负责。',
    '请用 `slipway bundle create --key` 签名，或向所有者索取已签名的配方包。',
  ),
  'bundle/untrusted-signer': words(
    '配方包由未知签名者签名',
    '为此配方包签名的密钥均不受本工作站信任。',
    '请询问发送者；只有在确认对方身份后，才用 `slipway keys trust add` 添加其密钥。',
  ),
  'bundle/signature-invalid': words(
    '配方包签名有误',
    '签名与内容不符：配方包在签名后被改动过。',
    '请丢弃此副本，并从来源处重新获取配方包。',
  ),
  'bundle/threshold-not-met': words(
    '签名数量不足',
    '配方包上受信任密钥的签名少于所要求的数量。',
    '请让尚未签名的人补签，然后重新导入。',
  ),
  'bundle/expired': words(
    '配方包已过期',
    '配方包或为其签名的密钥不在有效期内。',
    '请向所有者索取最新的配方包，并检查本工作站的时钟。',
  ),
  'bundle/rolled-back': words(
    '已拒绝较旧的配方包',
    '本工作站已经接受过该产品的更新版本。',
    '请使用较新的配方包；如需降级，须由所有者发布一个更高的新版本号。',
  ),
  'bundle/altered': words(
    '配方包被改动',
    '配方包中有文件与已签名的清单不一致。',
    '请丢弃此副本，并从来源处重新获取配方包。',
  ),
  'bundle/too-large': words(
    '配方包超出限制',
    '配方包解压后会超出允许的大小，与压缩炸弹无异。',
    '请勿使用；若确属正常，请所有者将其拆分。',
  ),
  'bundle/unsafe-path': words(
    '配方包含有不安全的路径',
    '配方包中有文件会被写到其目录之外。',
    '请勿使用，并告知发送者。',
  ),
  'image/unreadable': words('无法读取镜像', '镜像文件不存在，或没有读取权限。', '请检查路径和访问权限。'),
  'image/not-an-image': words(
    '不是此系列的镜像',
    '文件的开头不符合此设备系列的镜像格式。',
    '请选择为此芯片构建的镜像。',
  ),
  'image/truncated': words('镜像不完整', '镜像比其文件头所声明的更早结束。', '请重新复制或重新构建镜像。'),
  'image/checksum': words('镜像已损坏', '镜像内的校验和或哈希与其内容不符。', '请重新复制或重新构建镜像。'),
  'image/hash-mismatch': words(
    '镜像与配方不符',
    '文件的 SHA-256 与配方中所写的不同。',
    '请使用编写该配方时所用的镜像。',
  ),
  'image/wrong-chip': words(
    '镜像属于另一种芯片',
    '此镜像不是为所连接的芯片构建的。',
    '请使用适用于此芯片的镜像，或插入正确的设备。',
  ),
  'image/wrong-revision': words(
    '镜像需要其他芯片版本',
    '芯片版本比镜像所支持的更旧或更新。',
    '请使用为此芯片版本构建的镜像。',
  ),
  'image/wrong-offset': words(
    '镜像的地址错误',
    '芯片在所给地址处找不到镜像。',
    '请改正配方中的地址；消息中给出了正确的地址。',
  ),
  'image/too-large': words('镜像放不下', '镜像超出了闪存或其分区的末尾。', '请使用更小的镜像，或闪存更大的设备。'),
  'image/overlap': words(
    '镜像互相重叠',
    '两个镜像之间，或镜像与必须保留的区域之间，地址重叠。',
    '请改正配方中的地址。',
  ),
  'image/partition-table-invalid': words('分区表无效', '分区表无法读取，或其 MD5 或条目不正确。', '请重新构建分区表。'),
  'image/nvs-invalid': words('NVS 数据无效', 'NVS 页不符合格式，或其校验和不正确。', '请擦除该分区后重新写入。'),
  'image/nvs-full': words('NVS 分区太小', '身份和配置放不进 NVS 分区。', '请扩大该分区，或减少存放的内容。'),
  'identity/pool-exhausted': words(
    '序列号已用完',
    '序列号池或序列号序列已经用尽。',
    '请向序列号池添加序列号，或扩大编号规则的范围。',
  ),
  'identity/pool-invalid': words('序列号池无效', '序列号列表无法读取，或其中有重复。', '请改正 CSV 文件中所示的行。'),
  'identity/scheme-invalid': words('序列号规则无效', '按此规则无法生成序列号。', '请改正规则；其中需要一个 {n} 字段。'),
  'identity/serial-needed': words(
    '需要扫描序列号',
    '配方的序列号取自标签，但尚未提供。',
    '请扫描设备标签，然后重新启动。',
  ),
  'identity/serial-invalid': words(
    '序列号无效',
    '序列号不符合规则，或校验位不正确。',
    '请重新扫描标签；若仍如此，说明标签有误。',
  ),
  'identity/duplicate-serial': words(
    '序列号已被使用',
    '另一台设备已有此序列号。',
    '请找到消息中所示的设备；绝不可将两台都出货。',
  ),
  'identity/duplicate-mac': words(
    'MAC 地址已存在',
    '另一台设备已有此 MAC 地址。',
    '请找到消息中所示的设备，并将此设备放到一边。',
  ),
  'identity/duplicate-key': words('密钥已被使用', '另一台设备已有此密钥。', '请找到消息中所示的设备；两台都不要出货。'),
  'identity/duplicate-hardware': words(
    '硬件标识已存在',
    '另一台设备已有此硬件标识。',
    '请找到消息中所示的设备，并将此设备放到一边。',
  ),
  'secret/wrong-passphrase': words('口令错误', '此口令无法打开密钥库。', '请重新输入口令。'),
  'secret/locked': words(
    '密钥库已锁定',
    '密钥库需要口令，但没有提供。',
    '请设置 SLIPWAY_PASSPHRASE_FILE，或输入口令。',
  ),
  'secret/damaged': words('密钥库已损坏', '无法读取已加密的密钥。', '请从备份恢复密钥库。'),
  'secret/exposed': words(
    '私钥对他人可读',
    '本机上的其他人可以读取私钥文件。',
    '请用 `chmod 600` 设置权限；若他人已有机会读取，请生成新密钥。',
  ),
  'secret/ca-missing': words(
    '工作站无法签发证书',
    '配方要求设备证书，但工作站没有配方所指定的签发 CA。',
    '请用 `slipway keys ca create` 创建所指定的 CA，或导入您自己的 CA。',
  ),
  'secret/ca-expired': words('签发 CA 已过期', '签发 CA 的证书不在有效期内。', '请更新 CA，并检查本工作站的时钟。'),
  'fleet/not-configured': words(
    '设备群尚未设置',
    '配方所列的设备群在本工作站上不存在。',
    '请在本工作站添加该设备群，或改正配方。',
  ),
  'fleet/refused': words(
    '设备群拒绝了该设备',
    '服务器理解了请求，但拒绝了它。',
    '请在待发队列中查看答复，改正后重试。',
  ),
  'fleet/unauthorized': words(
    '设备群不接受令牌',
    '访问令牌缺失、错误或已过期。',
    '请设置新令牌；等待中的内容随后会自动发送。',
  ),
  'fleet/conflict': words(
    '设备群中已有同样身份的设备',
    '服务器上有一台身份相同但密钥不同的设备。',
    '请在服务器上找到该设备，确定哪一台是真的。',
  ),
  'fleet/rate-limited': words('设备群要求稍候', '服务器限制了请求频率。', '无需操作：稍后会自动发送。'),
  'fleet/unavailable': words('设备群不可用', '服务器未能处理请求。', '无需操作：稍后会自动发送。'),
  'fleet/timeout': words('设备群没有响应', '服务器没有及时答复。', '无需操作：稍后会自动发送。'),
  'fleet/offline': words('无法连接设备群', '与服务器没有连接。', '无需操作：网络恢复后会自动发送。'),
  'fleet/redirected': words(
    '设备群地址发生重定向',
    '该地址返回了重定向；机密不会被转发到其他地方。',
    '请改正设备群的地址，并检查是否有网络登录门户。',
  ),
  'fleet/not-the-api': words(
    '不是设备群的 API',
    '该地址有响应，但不像 API，例如返回了 HTML 页面。',
    '请改正地址，并检查是否有代理或网络登录门户。',
  ),
  'fleet/carry-file-invalid': words(
    '携带文件无效',
    '此文件不是携带文件，或在签名后被改动或截断。',
    '请从写出该文件的工作站重新复制。',
  ),
  'fleet/carry-file-untrusted': words(
    '携带文件由未知签名者签名',
    '此文件由一台工作站签名，而本工作站不认识其密钥。',
    '请与该工作站上 `slipway keys` 显示的密钥标识比对；一致时才可信任。',
  ),
};
