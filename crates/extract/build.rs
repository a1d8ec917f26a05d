//! Lists the rule files, sorted by name, so that a new rule is one new file and no line of code.

use std::fmt::Write as _;
use std::path::Path;

fn main() {
    let directory =
        std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the package's folder");
    let rules = Path::new(&directory).join("rules");
    println!("cargo::rerun-if-changed={}", rules.display());
    let mut paths: Vec<_> = std::fs::read_dir(&rules)
        .expect("the rules folder can be listed")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    let mut out = String::from("&[\n");
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).expect("rule names are UTF-8");
        writeln!(out, "    ({name:?}, include_str!({path:?})),").expect("writing to a string");
    }
    out.push_str("]\n");
    let target = std::env::var_os("OUT_DIR").expect("cargo names the output folder");
    std::fs::write(Path::new(&target).join("builtin.rs"), out)
        .expect("the output folder can be written");
}
