//! A small XML tree: elements with local names, attributes and text in order. Name spaces are dropped with their prefixes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::{Error, ErrorKind};

/// An element or a run of text.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

impl Element {
    /// The value of an attribute, by local name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child element of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The attribute `val` of a child: the commonest shape of WordprocessingML.
    pub(crate) fn val(&self, name: &str) -> Option<&str> {
        self.child(name)?.get("val")
    }

    /// All elements of that name below this one, in document order.
    pub(crate) fn all<'a>(&'a self, name: &str, into: &mut Vec<&'a Self>) {
        for element in self.elements() {
            if element.name == name {
                into.push(element);
            }
            element.all(name, into);
        }
    }
}

/// The text of an element and all below it.
pub(crate) fn text_of(element: &Element) -> String {
    let texts = element.children.iter().map(|child| match child {
        Node::Text(text) => text.clone(),
        Node::Element(element) => text_of(element),
    });
    texts.collect()
}

/// Reads a file; `depth` bounds nesting.
pub(crate) fn read(xml: &str, depth: usize) -> Result<Element, Error> {
    let damaged = |error: &dyn std::fmt::Display| {
        Error::new(ErrorKind::Damaged, format!("damaged XML ({error}), expected well-formed XML"))
    };
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(start) => {
                if stack.len() > depth {
                    return Err(Error::new(
                        ErrorKind::Limit,
                        format!("XML nested more than {depth} deep (limit `nesting`)"),
                    ));
                }
                stack.push(element(&start));
            }
            Event::Empty(start) => add(&mut stack, Node::Element(element(&start))),
            Event::End(_) => close(&mut stack),
            Event::Text(text) => add(&mut stack, Node::Text((*text).to_owned())),
            Event::CData(text) => add(&mut stack, Node::Text((*text).to_owned())),
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref().ok().flatten().map(String::from);
                let named = quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                add(&mut stack, Node::Text(character.or(named).unwrap_or_default()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    while stack.len() > 1 {
        close(&mut stack);
    }
    stack.pop().ok_or_else(|| damaged(&"no root"))
}

fn add(stack: &mut [Element], node: Node) {
    if let Some(top) = stack.last_mut() {
        top.children.push(node);
    }
}

fn close(stack: &mut Vec<Element>) {
    if stack.len() > 1
        && let Some(done) = stack.pop()
    {
        add(stack, Node::Element(done));
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    let attributes = start.attributes().flatten().map(|attribute| {
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map(std::borrow::Cow::into_owned)
            .unwrap_or_default();
        (local(attribute.key.into_inner()), value)
    });
    Element {
        name: local(start.name().into_inner()),
        attributes: attributes.collect(),
        children: Vec::new(),
    }
}
