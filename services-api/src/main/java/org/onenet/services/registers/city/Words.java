package org.onenet.services.registers.city;

import java.util.Random;

/** The words that the city is made of: names with their one Latin form, streets, trades. */
final class Words {
  static final String[][] FAMILY =
      pairs(
          "王 Wang 李 Li 张 Zhang 刘 Liu 陈 Chen 杨 Yang 赵 Zhao 黄 Huang 周 Zhou 吴 Wu 徐 Xu 孙 Sun 胡 Hu"
              + " 朱 Zhu 高 Gao 林 Lin 何 He 郭 Guo 马 Ma 罗 Luo 梁 Liang 宋 Song 郑 Zheng 谢 Xie 韩 Han"
              + " 唐 Tang 冯 Feng 于 Yu 董 Dong 萧 Xiao 程 Cheng 曹 Cao 袁 Yuan 邓 Deng 许 Xu 傅 Fu 沈 Shen"
              + " 曾 Zeng 彭 Peng 吕 Lü 欧阳 Ouyang 司徒 Situ 诸葛 Zhuge 上官 Shangguan");

  static final String[][] WOMEN =
      pairs(
          "娜 Na 芳 Fang 秀英 Xiuying 敏 Min 静 Jing 丽 Li 淑兰 Shulan 雨桐 Yutong 欣怡 Xinyi 梓萱 Zixuan"
              + " 艳 Yan 娟 Juan 霞 Xia 秀兰 Xiulan 玉梅 Yumei 婷婷 Tingting 雪 Xue 慧 Hui 佳琪 Jiaqi"
              + " 桂英 Guiying 红 Hong 晓燕 Xiaoyan 诗涵 Shihan 美玲 Meiling 春梅 Chunmei 文静 Wenjing"
              + " 思雨 Siyu 雅琴 Yaqin 凤英 Fengying 若曦 Ruoxi");

  static final String[][] MEN =
      pairs(
          "伟 Wei 强 Qiang 磊 Lei 洋 Yang 振华 Zhenhua 晓明 Xiaoming 建国 Jianguo 子涵 Zihan 浩然 Haoran"
              + " 勇 Yong 军 Jun 杰 Jie 涛 Tao 明 Ming 超 Chao 志强 Zhiqiang 建华 Jianhua 国庆 Guoqing"
              + " 宇轩 Yuxuan 俊杰 Junjie 文博 Wenbo 鹏 Peng 辉 Hui 建军 Jianjun 海涛 Haitao 天佑 Tianyou"
              + " 德胜 Desheng 永康 Yongkang 嘉豪 Jiahao 一鸣 Yiming");

  /** Whole names, Latin form, ethnic group, sex. */
  static final String[][] OTHER_NAMES = {
    {"阿卜杜热依木·图尔荪尼亚孜", "Abdurehim Tursunniyaz", "维吾尔族", "male"},
    {"买买提艾力·阿不都克里木", "Memeteli Abdukerim", "维吾尔族", "male"},
    {"古丽娜尔·艾则孜", "Gulnar Eziz", "维吾尔族", "female"},
    {"热依汗古丽·玉素甫", "Reyhangul Yusup", "维吾尔族", "female"},
    {"次仁旺堆", "Tsering Wangdu", "藏族", "male"},
    {"扎西多吉", "Tashi Dorje", "藏族", "male"},
    {"卓玛央金", "Dolma Yangchen", "藏族", "female"},
    {"乌兰图雅", "Ulaantuya", "蒙古族", "female"},
    {"巴特尔", "Baatar", "蒙古族", "male"},
    {"其其格", "Tsetseg", "蒙古族", "female"}
  };

  static final String[] GROUPS = {"回族", "壮族", "满族", "苗族", "土家族", "朝鲜族"};

  static final String[] DISTRICTS = {"河西区", "河东区", "城北区", "南山区"};

  /** Its district is that of its place on the list: 桂花 is in 河西区, 墨池 in 河东区. */
  private static final String[] STREETS = {
    "桂花", "墨池", "兰亭", "曲水", "流觞", "鹅池", "清溪", "竹里", "右军", "会稽", "鉴湖", "茂林", "修竹", "惠风", "天朗", "崇山",
    "春晓", "丰乐", "永和", "长乐"
  };

  private static final String[] KINDS_OF_STREET = {"巷", "街", "路"};

  private static final String[] BUSINESS_STREETS = {
    "兴业大道", "科创路", "商贸街", "纺城路", "临港大道", "工业一路", "工业二路", "金融街"
  };

  /** Of a name for a trade, the first character and the second. */
  private static final String[] FIRST =
      "华 瑞 恒 金 盛 永 宏 天 嘉 同 和 德 福 新 东 南 北 中 广 泰 安 信 诚 明 光 海 江 山 云 龙 凤 春 秋 兴 鼎 祥 顺 利 达 远".split(" ");

  private static final String[] SECOND =
      "丰 源 隆 润 通 发 昌 茂 泽 辉 宇 博 元 康 宁 业 成 创 腾 翔 美 佳 益 联 汇 聚 升 旺 富 贵 雅 品 诺 卓 立 方 科 智 捷 威".split(" ");

  /** What a company's name ends in, and its scope. */
  static final String[][] INDUSTRIES = {
    {"纺织", "纺织品生产、销售"},
    {"软件", "软件开发、技术服务"},
    {"物流", "道路货物运输、仓储"},
    {"食品", "食品生产、销售"},
    {"机械", "机械设备制造、维修"},
    {"建筑", "建筑工程施工"},
    {"商贸", "日用百货批发、零售"},
    {"餐饮管理", "餐饮服务"},
    {"电子科技", "电子产品研发、销售"},
    {"文化传媒", "广告设计、活动策划"},
    {"环保", "环境治理、保洁服务"},
    {"医药", "药品、医疗器械销售"}
  };

  /** What a sole trader's name ends in, and the code of its line of business. */
  static final String[][] SHOPS = {
    {"食品店", "retail-food"},
    {"百货店", "retail-goods"},
    {"面馆", "catering"},
    {"理发店", "hairdressing"},
    {"家电维修部", "repair"},
    {"裁缝店", "clothing"},
    {"书店", "books"},
    {"设计工作室", "software"},
    {"货运部", "transport"},
    {"保洁服务部", "cleaning"},
    {"艺术培训部", "tuition-arts"},
    {"便民服务部", "other"}
  };

  static final String[] OCCUPATIONS = {
    "操作工", "会计", "软件工程师", "销售员", "仓库管理员", "司机", "厨师", "质检员", "设计师", "行政专员", "电工", "客服专员", "采购员",
    "项目经理", "保安员", "护士"
  };

  /** Major, and the branch that its degree is called by. */
  static final String[][] MAJORS = {
    {"纺织工程", "工学"},
    {"计算机科学与技术", "工学"},
    {"会计学", "管理学"},
    {"国际经济与贸易", "经济学"},
    {"汉语言文学", "文学"},
    {"临床医学", "医学"},
    {"土木工程", "工学"},
    {"法学", "法学"},
    {"学前教育", "教育学"},
    {"市场营销", "管理学"}
  };

  static final String[] UNIVERSITIES = {"兰亭大学", "曲水理工学院", "鹅池师范大学", "会稽医科大学"};
  static final String[] COLLEGES = {"河西职业技术学院", "兰亭纺织职业学院", "鉴湖旅游职业学院"};

  private Words() {}

  /**
   * A home that no other number is. Numbers below 20 of a street are kept for the demonstration.
   */
  static Place home(long number) {
    int street = (int) (number % 60);
    long rest = number / 60;
    long house = 20 + rest % 160;
    long flat = rest / 160;
    return new Place(
        STREETS[street % 20] + KINDS_OF_STREET[street / 20],
        house + "号" + ((1 + flat / 4) * 100 + 1 + flat % 4) + "室",
        DISTRICTS[street % 20 % DISTRICTS.length]);
  }

  static Place businessPlace(long number) {
    int street = (int) (number % BUSINESS_STREETS.length);
    return new Place(
        BUSINESS_STREETS[street],
        (1 + number / BUSINESS_STREETS.length) + "号",
        DISTRICTS[street % DISTRICTS.length]);
  }

  /** Two characters; 1,600 of them. */
  static String sign(long number) {
    return FIRST[(int) (number % 40)] + SECOND[(int) (number / 40 % 40)];
  }

  /** Which of twelve goes with that sign: the same pair comes back after 19,200. */
  static int kindOfTrade(long number) {
    return (int) ((number + number / 1_600) % 12);
  }

  static <T> T pick(Random random, T[] from) {
    return from[random.nextInt(from.length)];
  }

  private static String[][] pairs(String text) {
    String[] words = text.split(" ");
    String[][] pairs = new String[words.length / 2][];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new String[] {words[2 * i], words[2 * i + 1]};
    }
    return pairs;
  }

  /** Street, number in it, district. */
  record Place(String street, String number, String district) {
    String address() {
      return street + number;
    }
  }
}
