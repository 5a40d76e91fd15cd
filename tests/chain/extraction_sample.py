"""A sample written by hand for measuring what is read from texts: sentences, and the claims in each.

Firms are named K… in the claims: (makes, firm, product) or (supplies, seller, product, buyer). Half of the
sentences say nothing that should be read: what is planned, past, denied, or of something else.
"""

FIRMS = {
    "晨光光电": "K1", "赣江衬底": "K2", "鄱湖外延（演示）": "K3", "艾溪光芯": "K4", "中微": "K5",
    "爱思强": "K6",
    "洪城模组": "K7", "三角镀膜股份有限公司": "K8", "Aixtron": "K9", "Northlight": "K10", "云台生物": "K11",
    "长白制药": "K12",
}  # fmt: skip

Claim = tuple[str, ...]
SAMPLE: list[tuple[str, set[Claim]]] = [
    ("晨光光电主要生产LED外延片和LED芯片。", {("makes", "K1", "LED外延片"), ("makes", "K1", "LED芯片")}),
    ("赣江衬底向晨光光电供应蓝宝石衬底片。", {("supplies", "K2", "蓝宝石衬底片", "K1")}),
    ("2025年，艾溪光芯向晨光光电采购外延片约3000万元。", {("supplies", "K1", "外延片", "K4")}),
    (
        "鄱湖外延（演示）的主要产品包括氮化镓外延片、砷化镓外延片。",
        {("makes", "K3", "氮化镓外延片"), ("makes", "K3", "砷化镓外延片")},
    ),
    ("艾溪光芯的MOCVD设备供应商为爱思强。", {("supplies", "K6", "MOCVD设备", "K4")}),
    ("洪城模组是一家显示模组制造商。", {("makes", "K7", "显示模组")}),
    (
        "中微为鄱湖外延（演示）提供MOCVD设备及备件。",
        {("supplies", "K5", "MOCVD设备", "K3"), ("supplies", "K5", "备件", "K3")},
    ),
    (
        "洪城模组从艾溪光芯采购LED芯片，向三角镀膜股份有限公司采购光学膜。",
        {("supplies", "K4", "LED芯片", "K7"), ("supplies", "K8", "光学膜", "K7")},
    ),
    ("赣江衬底主营蓝宝石晶棒。", {("makes", "K2", "蓝宝石晶棒")}),
    ("三角镀膜股份有限公司专注于光学薄膜的研发与生产。", {("makes", "K8", "光学薄膜")}),
    ("艾溪光芯的客户包括洪城模组。", {("supplies", "K4", "", "K7")}),
    ("晨光光电所需的衬底片全部由赣江衬底供应。", {("supplies", "K2", "衬底片", "K1")}),
    ("Aixtron supplies deposition systems to Northlight.", {("supplies", "K9", "deposition systems", "K10")}),
    ("Northlight manufactures red and infrared LED chips.", {("makes", "K10", "infrared LED chips")}),
    (
        "Northlight purchases graphite carriers from Aixtron.",
        {("supplies", "K9", "graphite carriers", "K10")},
    ),
    ("云台生物主要从事人用疫苗的研发、生产和销售。", {("makes", "K11", "人用疫苗")}),
    ("长白制药向云台生物采购培养基，用于疫苗生产。", {("supplies", "K11", "培养基", "K12")}),
    (
        "云台生物使用长白制药生产的西林瓶。",
        {("supplies", "K12", "西林瓶", "K11"), ("makes", "K12", "西林瓶")},
    ),
    ("长白制药年产20亿片片剂。", {("makes", "K12", "片剂")}),
    ("晨光光电进口的石墨盘来自爱思强。", {("supplies", "K6", "石墨盘", "K1")}),
    (
        "艾溪光芯主要原材料为外延片，供应商有晨光光电和鄱湖外延（演示）。",
        {("supplies", "K1", "外延片", "K4"), ("supplies", "K3", "外延片", "K4")},
    ),
    ("赣江衬底是晨光光电最大的衬底供应商。", {("supplies", "K2", "衬底", "K1")}),
    ("洪城模组量产Mini LED背光模组。", {("makes", "K7", "Mini LED背光模组")}),
    ("三角镀膜股份有限公司与洪城模组签订合同，向其供应扩散膜。", {("supplies", "K8", "扩散膜", "K7")}),
    ("晨光光电拟向中微采购两台MOCVD设备。", set()),
    ("艾溪光芯不再从赣江衬底采购衬底。", set()),
    ("晨光光电曾生产封装支架。", set()),
    ("赣江衬底计划生产碳化硅衬底。", set()),
    ("洪城模组位于南昌高新区，员工300人。", set()),
    ("艾溪光芯的生产基地占地200亩。", set()),
    ("晨光光电生产线已满负荷运行。", set()),
    ("中微和爱思强是竞争对手。", set()),
    ("鄱湖外延（演示）与艾溪光芯签署战略合作协议。", set()),
    ("晨光光电获得高新技术企业认定。", set()),
    ("云台生物的疫苗尚未上市。", set()),
    ("长白制药将为云台生物代工。", set()),
    ("Northlight will purchase a reactor from Aixtron.", set()),
    ("Northlight is located in Nanchang.", set()),
    ("三角镀膜股份有限公司为洪城模组提供担保。", set()),
    ("晨光光电向员工提供住房补贴。", set()),
    ("艾溪光芯产能利用率为85%。", set()),
    ("赣江衬底向银行借款5000万元。", set()),
    ("洪城模组的产品质量稳定。", set()),
    ("晨光光电主要产品产量同比增长12%。", set()),
    ("中微向晨光光电销售产品。", {("supplies", "K5", "", "K1")}),
    ("云台生物没有向长白制药采购原料。", set()),
    ("鄱湖外延（演示）生产经营情况正常。", set()),
    ("爱思强提供的培训受到艾溪光芯好评。", set()),
]


BLIND: list[tuple[str, set[Claim]]] = [
    (
        "三角镀膜股份有限公司成立于2009年，专业从事增亮膜、扩散膜的研发和制造。",
        {("makes", "K8", "增亮膜"), ("makes", "K8", "扩散膜")},
    ),
    ("报告期内，洪城模组向艾溪光芯采购芯片，采购额占比35%。", {("supplies", "K4", "芯片", "K7")}),
    ("云台生物的主要供应商为长白制药。", {("supplies", "K12", "", "K11")}),
    (
        "鄱湖外延（演示）产品包括蓝绿光外延片，主要客户为艾溪光芯、晨光光电。",
        {("makes", "K3", "蓝绿光外延片"), ("supplies", "K3", "", "K4"), ("supplies", "K3", "", "K1")},
    ),
    ("中微自主研发并批量生产刻蚀设备。", {("makes", "K5", "刻蚀设备")}),
    (
        "爱思强从事化学气相沉积设备的开发和制造，是晨光光电的供应商。",
        {("makes", "K6", "化学气相沉积设备"), ("supplies", "K6", "", "K1")},
    ),
    ("洪城模组采用艾溪光芯的Mini LED芯片。", {("supplies", "K4", "Mini LED芯片", "K7")}),
    (
        "赣江衬底为晨光光电、鄱湖外延（演示）长期供应衬底片。",
        {("supplies", "K2", "衬底片", "K1"), ("supplies", "K2", "衬底片", "K3")},
    ),
    (
        "长白制药主要产品有注射剂、口服液和原料药三大类。",
        {("makes", "K12", "注射剂"), ("makes", "K12", "口服液"), ("makes", "K12", "原料药")},
    ),
    ("Northlight produces LED modules for cars.", {("makes", "K10", "LED modules")}),
    ("Aixtron's customers include Northlight.", {("supplies", "K9", "", "K10")}),
    (
        "晨光光电的生产设备主要采购自爱思强和中微。",
        {("supplies", "K6", "生产设备", "K1"), ("supplies", "K5", "生产设备", "K1")},
    ),
    ("云台生物可生产狂犬病疫苗、流感疫苗。", {("makes", "K11", "狂犬病疫苗"), ("makes", "K11", "流感疫苗")}),
    ("艾溪光芯为洪城模组配套LED芯片。", {("supplies", "K4", "LED芯片", "K7")}),
    ("洪城模组预计2027年生产Micro LED模组。", set()),
    ("晨光光电向法院提起诉讼，请求赣江衬底赔偿损失。", set()),
    ("赣江衬底的董事长同时担任晨光光电董事。", set()),
    ("艾溪光芯从未使用过中微的设备。", set()),
    ("鄱湖外延（演示）为晨光光电提供技术支持。", set()),
    ("三角镀膜股份有限公司收购洪城模组20%股权。", set()),
    ("长白制药生产车间通过GMP认证。", set()),
    ("云台生物向社会招聘研发人员。", set()),
    ("中微2025年营业收入增长20%。", set()),
    ("Aixtron may sell its unit to Northlight.", set()),
    ("爱思强停止向艾溪光芯供应备件。", set()),
    ("晨光光电从南昌高新区获得补助资金。", set()),
]
"""Written after the rules were mended by the first sample, and not used to mend them."""
