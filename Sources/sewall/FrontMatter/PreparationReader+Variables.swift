import ModelSyntax
import SurveyData

extension PreparationReader {
  /// `missing-codes: {tenure: [-99], uwes1..uwes9: 9, all: [-1]}`; a list, and `all`, are read with the file.
  mutating func readMissingCodes(_ entry: FrontMatter.Entry) {
    guard case .map(let parts, _) = entry.value else { return }
    for part in parts {
      guard let codes = part.value.scalars, !codes.isEmpty else {
        reportWrongKind(part, takes: "numbers", example: "missing-codes: {\(part.key): [-99, -98]}")
        continue
      }
      if part.key == "all" { continue }
      do throws(DataError) { steps.missingCodes.append(try MissingCodes(part.key, codes: codes)) } catch { report(error) }
    }
  }

  /// `recode: {sex: {1: 0, 2: 1}, education: {into: edu2, 1..3: 1, else: missing}}`.
  mutating func readRecodings(_ entry: FrontMatter.Entry) {
    guard let variables = map(entry, takes: "rules for each variable", example: "recode: {sex: {1: 0, 2: 1}}") else { return }
    for variable in variables {
      let example = "\(variable.key): {1: 0, 2: 1}"
      guard let parts = map(variable, takes: "rules", example: example) else { continue }
      var rules: [(old: String, new: String)] = []
      var otherwise: String?
      var newName: String?
      var isWhole = true
      for part in parts {
        guard let value = part.value.scalar else {
          report(
            "wrong-value", "`\(part.key)` has no new value", at: part.keyRange,
            advice: "as in `\(example)`; several old values take quotes: `\"1, 2\": 0`; missing is the word `missing`")
          isWhole = false
          continue
        }
        switch part.key {
        case "else": otherwise = value
        case "into": newName = value
        default: rules.append((part.key, value))
        }
      }
      guard isWhole else { continue }
      do throws(DataError) {
        steps.recodings.append(try Recoding(variable.key, rules: rules, otherwise: otherwise, into: newName))
      } catch {
        report(error)
      }
    }
  }

  /// `dummies: {education: 2}` or `dummies: {education: {reference: 2}}`.
  mutating func readDummies(_ entry: FrontMatter.Entry) {
    guard let variables = map(entry, takes: "a reference for each variable", example: "dummies: {education: 2}") else { return }
    for variable in variables {
      let example = "\(variable.key): {reference: 2}"
      if let reference = variable.value.scalar {
        steps.dummies.append(DummyCoding(variable.key, reference: reference))
      } else if let parts = map(variable, takes: "the category that the others are compared with", example: example) {
        if let reference = settings(parts, of: variable, known: ["reference"])["reference"]?.scalar {
          steps.dummies.append(DummyCoding(variable.key, reference: reference))
        } else {
          report("wrong-value", "`\(variable.key)` has no reference", at: variable.keyRange, advice: "as in `\(example)`")
        }
      }
    }
  }

  /// `products: {xw: [x, w]}` or `products: {xw: {of: [x, w], center: yes}}`.
  mutating func readProducts(_ entry: FrontMatter.Entry) {
    guard let products = map(entry, takes: "new variables", example: "products: {xw: {of: [x, w], center: yes}}") else { return }
    for product in products {
      let example = "\(product.key): {of: [x, w], center: yes}"
      var factors: [String]?
      var isCentered = false
      switch product.value {
      case .list: factors = product.value.scalars
      case .map(let parts, _):
        let settings = settings(parts, of: product, known: ["of", "center"])
        factors = settings["of"]?.scalars
        switch settings["center"]?.scalar?.lowercased() {
        case nil, "no"?, "false"?: break
        case "yes"?, "true"?: isCentered = true
        case let other?:
          report(
            "wrong-value", "`center` takes yes or no, not `\(other)`", at: settings["center"]?.range ?? product.keyRange,
            advice: "as in `\(example)`")
        }
      default: break
      }
      guard let factors else {
        reportWrongKind(product, takes: "variables", example: example)
        continue
      }
      do throws(DataError) {
        steps.products.append(try ProductTerm(product.key, of: factors, isCentered: isCentered))
      } catch {
        report(error)
      }
    }
  }

  /// The values of a step's settings, those that it does not have reported.
  mutating func settings(
    _ parts: [FrontMatter.Entry], of step: FrontMatter.Entry, known: [String]
  ) -> [String: FrontMatter.Value] {
    var values: [String: FrontMatter.Value] = [:]
    for part in parts {
      if known.contains(part.key) {
        values[part.key] = part.value
      } else {
        diagnostics.append(part.unknown("`\(step.key)` has no setting `\(part.key)`", among: known))
      }
    }
    return values
  }
}
