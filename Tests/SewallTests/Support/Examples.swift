/// A small mediation model with data, for runs of the program.
enum Examples {
  static let model = "x -> m -> y\n"

  /// 40 cases from a linear congruential generator: x, m and y related, no value missing.
  static let data: String = {
    var state: UInt64 = 12_345
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    var text = "x,m,y\n"
    for _ in 0..<40 {
      let x = uniform()
      let m = 0.6 * x + 0.5 * uniform()
      let y = 0.5 * m + 0.5 * uniform()
      text += "\(x),\(m),\(y)\n"
    }
    return text
  }()

  static func folder(model: String = model) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("m.model", model)
    try folder.write("d.csv", data)
    return folder
  }
}
