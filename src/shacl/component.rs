//! The constraint components (SHACL, section 4 and appendix B).

use std::sync::Arc;

macro_rules! components {
    ($($name:ident),* $(,)?) => {
        /// A constraint component: the kind of test that a value failed.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ConstraintComponent {
            $(#[doc = concat!("`sh:", stringify!($name), "ConstraintComponent`")] $name,)*
            /// A SPARQL-based constraint component of the shapes graph, by its IRI.
            Custom(Arc<str>),
        }

        impl ConstraintComponent {
            /// The IRI.
            pub fn iri(&self) -> &str {
                match self {
                    $(Self::$name => concat!("http://www.w3.org/ns/shacl#", stringify!($name), "ConstraintComponent"),)*
                    Self::Custom(iri) => iri,
                }
            }
        }
    };
}

components! {
    Class, Datatype, NodeKind, MinCount, MaxCount, MinExclusive, MinInclusive, MaxExclusive, MaxInclusive,
    MinLength, MaxLength, Pattern, LanguageIn, UniqueLang, Equals, Disjoint, LessThan, LessThanOrEquals,
    Not, And, Or, Xone, Node, Property, QualifiedMinCount, QualifiedMaxCount, Closed, HasValue, In, SPARQL,
}

impl ConstraintComponent {
    /// The part of the IRI after the last `#` or `/`.
    pub fn name(&self) -> &str {
        let iri = self.iri();
        iri.rfind(['#', '/']).map_or(iri, |at| &iri[at + 1..])
    }
}

#[cfg(test)]
mod tests {
    use super::ConstraintComponent;

    #[test]
    fn names_are_those_of_the_vocabulary() {
        let component = ConstraintComponent::MinCount;
        assert_eq!(component.iri(), "http://www.w3.org/ns/shacl#MinCountConstraintComponent");
        assert_eq!(component.name(), "MinCountConstraintComponent");
        assert_eq!(ConstraintComponent::Custom("http://example.org/Odd".into()).name(), "Odd");
    }
}
