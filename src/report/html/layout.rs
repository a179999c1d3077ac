//! What is around every page: head, header, footer.

use maud::{DOCTYPE, Markup, html};

use super::parts::mail;
use super::{Context, ICON, STYLESHEET};

/// A whole page with the title (which also says where one is) and the content of `main`.
pub(super) fn layout(context: &Context<'_>, title: &str, content: &Markup) -> Markup {
    let language = context.language;
    let site = language.of(&context.site.title);
    let title = if title.is_empty() { site.to_owned() } else { format!("{title} – {site}") };
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href=(STYLESHEET);
                link rel="icon" type="image/svg+xml" href=(ICON);
                @for other in super::Language::ALL {
                    link rel="alternate" hreflang=(other.tag()) href={ (other.prefix()) (context.path) };
                }
            }
            body {
                a.skip href="#content" { (context.text("page-skip")) }
                (header(context))
                main #content tabindex="-1" { (content) }
                (footer(context))
            }
        }
    }
}

fn header(context: &Context<'_>) -> Markup {
    let other = context.language.other();
    html! {
        header.site-header {
            div.wide {
                a.brand href=(context.href("/")) {
                    (mark())
                    span { (context.language.of(&context.site.title)) }
                }
                nav aria-label=(context.text("page-navigation")) {
                    ul {
                        (entry(context, "/", "page-overview"))
                        (entry(context, "/regler", "page-rules"))
                        li { a lang=(other.tag()) hreflang=(other.tag()) href={ (other.prefix()) (context.path) } {
                            (other.text("page-this-language"))
                        } }
                    }
                }
            }
        }
    }
}

fn entry(context: &Context<'_>, path: &str, key: &str) -> Markup {
    let current = (context.path == path).then_some("page");
    html! { li { a href=(context.href(path)) aria-current=[current] { (context.text(key)) } } }
}

fn footer(context: &Context<'_>) -> Markup {
    let site = context.site;
    html! {
        footer.site-footer {
            div.wide {
                p {
                    (context.text("page-questions")) " "
                    (context.language.of(&site.contact_name)) ", " (mail(&site.contact_email)) "."
                }
                p { (context.text("page-about-reports")) }
            }
        }
    }
}

/// The mark: an ear of grain.
fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 24 24" aria-hidden="true" focusable="false" {
            path d="M12 23V9" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round";
            path d="M12 8.5c-2-1.8-2-4.9 0-7.5 2 2.6 2 5.7 0 7.5z" fill="currentColor";
            path d="M11.2 13c-3.2.2-5-1.7-5.2-4.8 3 .1 5 1.7 5.2 4.8zM12.8 13c.2-3.1 2.2-4.7 5.2-4.8-.2 3.1-2 5-5.2 4.8z" fill="currentColor";
            path d="M11.2 18c-3.2.2-5-1.7-5.2-4.8 3 .1 5 1.7 5.2 4.8zM12.8 18c.2-3.1 2.2-4.7 5.2-4.8-.2 3.1-2 5-5.2 4.8z" fill="currentColor";
        }
    }
}
