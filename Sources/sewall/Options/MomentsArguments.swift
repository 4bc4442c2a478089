/// `--moments a.json b.json`, which a shell makes of `--moments *.json`.
enum MomentsArguments {
  /// Every file behind `--moments` with the option's name before it: `--moments=a.json --moments=b.json`.
  ///
  /// Files end at the next option and at a model file, so that the model may stand last.
  static func namingEach(in arguments: [String]) -> [String] {
    var named: [String] = []
    var isFile = false
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { return named + arguments[index...] }
      if argument == "--moments" {
        isFile = true
        // Without a file ArgumentParser says what is missing.
        if index + 1 == arguments.count { named.append(argument) }
      } else if argument.hasPrefix("-") || argument.hasSuffix(".model") {
        if isFile, index > 0, arguments[index - 1] == "--moments" { named.append("--moments") }
        isFile = false
        named.append(argument)
      } else {
        named.append(isFile ? "--moments=\(argument)" : argument)
      }
    }
    return named
  }
}
