import ArgumentParser
import PathAnalysis

/// What `--effect-coding` names. As a switch it means both: ``givingSwitchesTheirValue(in:)`` writes that out.
struct EffectCodingChoice: ExpressibleByArgument, Sendable {
  var kinds: Set<ModelOptions.EffectCoding>

  init?(argument: String) {
    let text = argument.lowercased()
    if let isOn = ["yes": true, "true": true, "on": true, "no": false, "false": false, "off": false][text] {
      kinds = isOn ? Set(ModelOptions.EffectCoding.allCases) : []
      return
    }
    let named = text.split(separator: ",").map { ModelOptions.EffectCoding(rawValue: String($0)) }
    guard !named.isEmpty, !named.contains(nil) else { return nil }
    kinds = Set(named.compactMap { $0 })
  }

  /// The arguments with a value for `--effect-coding` and `--no-effect-coding`, which may stand without one.
  static func givingSwitchesTheirValue(in arguments: [String]) -> [String] {
    arguments.indices.map { index in
      switch arguments[index] {
      case "--no-effect-coding": return "--effect-coding=no"
      case "--effect-coding":
        let isFollowed = index + 1 < arguments.count && EffectCodingChoice(argument: arguments[index + 1]) != nil
        return isFollowed ? "--effect-coding" : "--effect-coding=yes"
      default: return arguments[index]
      }
    }
  }
}
