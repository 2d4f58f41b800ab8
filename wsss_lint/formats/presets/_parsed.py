"""The presets as tomllib reads them: generated, see `parsed_source`."""

# fmt: off
# ruff: noqa
from typing import Any

PARSED: dict[str, tuple[str, dict[str, Any]]] = {'authors-below': ('description = "Authors in a bullet below: - Title. [[pdf]](url) / - Authors. '
                   '*CVPR 2020*"\n'
                   '\n'
                   '[[units]]\n'
                   'unit = "item"\n'
                   'entry = [\n'
                   "  '{title}. {links+} - {authors}. *{pub}*',\n"
                   "  '{title}. {links+} - {authors}. *{pub}*. {links+}',\n"
                   "  '[{title}]({url}). {links} - {authors}. *{pub}*',\n"
                   "  '[{title}]({url}) - {authors}, *{pub}*',\n"
                   ']\n'
                   "inherit = { year = '{year}' }\n",
                   {'description': 'Authors in a bullet below: - Title. [[pdf]](url) / - Authors. '
                                   '*CVPR 2020*',
                    'units': [{'entry': ['{title}. {links+} - {authors}. *{pub}*',
                                         '{title}. {links+} - {authors}. *{pub}*. {links+}',
                                         '[{title}]({url}). {links} - {authors}. *{pub}*',
                                         '[{title}]({url}) - {authors}, *{pub}*'],
                               'inherit': {'year': '{year}'},
                               'unit': 'item'}]}),
 'barred': ('description = "Bars between the fields: - **[Method]** Title | **[CVPR\' 20]** '
            '|[pdf](url)"\n'
            '\n'
            '[[units]]\n'
            'unit = "item"\n'
            'entry = [\n'
            "  '{?**[{method}]** ?}{title} | **[{pub}]** |{links+}',\n"
            "  '{?**[{method}]** ?}{title} | **[{pub}]** | {links+}',\n"
            "  '{?**[{method}]** ?}{title} | {pub} | {links+}',\n"
            "  '{?**[{method}]** ?}{title} | **[{pub}]**{? |?}{links}',\n"
            ']\n'
            "inherit = { year = '{year}' }\n",
            {'description': "Bars between the fields: - **[Method]** Title | **[CVPR' 20]** "
                            '|[pdf](url)',
             'units': [{'entry': ['{?**[{method}]** ?}{title} | **[{pub}]** |{links+}',
                                  '{?**[{method}]** ?}{title} | **[{pub}]** | {links+}',
                                  '{?**[{method}]** ?}{title} | {pub} | {links+}',
                                  '{?**[{method}]** ?}{title} | **[{pub}]**{? |?}{links}'],
                        'inherit': {'year': '{year}'},
                        'unit': 'item'}]}),
 'bold-block': ('description = "A paragraph each, bold title first: **Title** / *Authors* / CVPR '
                '2020. [[Paper](url)]"\n'
                '\n'
                '[[units]]\n'
                'unit = "block"\n'
                "start = '^\\*\\*[^*\\s]'\n"
                'entry = [\n'
                "  '**{title}{?.?}** *{authors}{?.?}* {pub}. {links+}{? {date}{?.?}?}',\n"
                "  '**{title}{?.?}** *{authors}{?.?}* [{date}] [{pub}] {links+}',\n"
                "  '**{title}{?.?}** *{authors}{?.?}* [{date}] {links+}',\n"
                "  '**{title}{?.?}** *{authors}{?.?}* {?(?}{?[?}{?*?}{pub!}{?*?}{?]?}{?)?} "
                "{links+}',\n"
                "  '**{title}{?.?}** *{authors}{?.?}* {links+}',\n"
                "  '**{title}{?.?}** {authors}. {pub!}. {links+}',\n"
                ']\n'
                "inherit = { venue = '{venue}', year = ['{year}', '{venue} {year}'] }\n",
                {'description': 'A paragraph each, bold title first: **Title** / *Authors* / CVPR '
                                '2020. [[Paper](url)]',
                 'units': [{'entry': ['**{title}{?.?}** *{authors}{?.?}* {pub}. {links+}{? '
                                      '{date}{?.?}?}',
                                      '**{title}{?.?}** *{authors}{?.?}* [{date}] [{pub}] {links+}',
                                      '**{title}{?.?}** *{authors}{?.?}* [{date}] {links+}',
                                      '**{title}{?.?}** *{authors}{?.?}* '
                                      '{?(?}{?[?}{?*?}{pub!}{?*?}{?]?}{?)?} {links+}',
                                      '**{title}{?.?}** *{authors}{?.?}* {links+}',
                                      '**{title}{?.?}** {authors}. {pub!}. {links+}'],
                            'inherit': {'venue': '{venue}', 'year': ['{year}', '{venue} {year}']},
                            'start': '^\\*\\*[^*\\s]',
                            'unit': 'block'}]}),
 'bold-title': ('description = "Bold title, authors below: 1. **Title** CVPR 2020. [paper](url) '
                '*Authors*"\n'
                '\n'
                '[[units]]\n'
                'unit = "item"\n'
                'entry = [\n'
                "  '**{title}{?.?}** {pub}. {links+} *{authors}*',\n"
                "  '**{title}{?.?}** *{authors}.* {pub}.{? {links+}?}',\n"
                "  '**{title}{?.?}** {pub}.{? {links+}?}',\n"
                "  '**{title}{?.?}** {pub:text} {links+} {?*{authors}*?}{?{rest}?}',\n"
                ']\n'
                "inherit = { year = '{year}' }\n",
                {'description': 'Bold title, authors below: 1. **Title** CVPR 2020. [paper](url) '
                                '*Authors*',
                 'units': [{'entry': ['**{title}{?.?}** {pub}. {links+} *{authors}*',
                                      '**{title}{?.?}** *{authors}.* {pub}.{? {links+}?}',
                                      '**{title}{?.?}** {pub}.{? {links+}?}',
                                      '**{title}{?.?}** {pub:text} {links+} '
                                      '{?*{authors}*?}{?{rest}?}'],
                            'inherit': {'year': '{year}'},
                            'unit': 'item'}]}),
 'citation': ('description = "Citation text: - Title. Authors. CVPR 2020"\n'
              '\n'
              '[[units]]\n'
              'unit = "item"\n'
              'entry = [\n'
              "  '{title}. {authors}. {pub!}{?.?}{? {links+}?}',\n"
              "  '{authors}. {title}. {pub!}{?.?}{? {links+}?}',\n"
              "  '{title}. {pub!}{?.?}{? {links+}?}',\n"
              ']\n'
              "inherit = { year = '{year}' }\n",
              {'description': 'Citation text: - Title. Authors. CVPR 2020',
               'units': [{'entry': ['{title}. {authors}. {pub!}{?.?}{? {links+}?}',
                                    '{authors}. {title}. {pub!}{?.?}{? {links+}?}',
                                    '{title}. {pub!}{?.?}{? {links+}?}'],
                          'inherit': {'year': '{year}'},
                          'unit': 'item'}]}),
 'labelled-links': ('description = "Plain title, labelled links: - **[Method]** Title '
                    '[[paper](url)] [[code](url)]"\n'
                    '\n'
                    '[[units]]\n'
                    'unit = "item"\n'
                    "headings = '^\\*\\*([A-Z][A-Za-z ]{2,12})\\*\\*:?$'\n"
                    'entry = [\n'
                    "  '{?**[{method}]** ?}{title}{? ({?**?}{pub!}{?**?})?} {links+}',\n"
                    "  '{?**[{method}]** ?}{title} (**{note}**) {links+}',\n"
                    "  '{?**[{method}]** ?}{title}{? ({pub!})?} {links+} - {date}',\n"
                    "  '[**{method}**] {title} {links+}',\n"
                    "  '{title} [[{pub!}]({url})]{? {links+}?}',\n"
                    "  '{?[**{method}**] ?}{?[?}{title}{?]({url})?} ({?**?}{pub!}{?**?}){?{? -?} "
                    "{links+}?}',\n"
                    ']\n'
                    "inherit = { venue = '{venue}', year = ['{year}', '{venue} {year}'] }\n",
                    {'description': 'Plain title, labelled links: - **[Method]** Title '
                                    '[[paper](url)] [[code](url)]',
                     'units': [{'entry': ['{?**[{method}]** ?}{title}{? ({?**?}{pub!}{?**?})?} '
                                          '{links+}',
                                          '{?**[{method}]** ?}{title} (**{note}**) {links+}',
                                          '{?**[{method}]** ?}{title}{? ({pub!})?} {links+} - '
                                          '{date}',
                                          '[**{method}**] {title} {links+}',
                                          '{title} [[{pub!}]({url})]{? {links+}?}',
                                          '{?[**{method}**] ?}{?[?}{title}{?]({url})?} '
                                          '({?**?}{pub!}{?**?}){?{? -?} {links+}?}'],
                                'headings': '^\\*\\*([A-Z][A-Za-z ]{2,12})\\*\\*:?$',
                                'inherit': {'venue': '{venue}',
                                            'year': ['{year}', '{venue} {year}']},
                                'unit': 'item'}]}),
 'linked-title-comma': ('description = "Linked title, commas: - [Title](url), Authors, CVPR 2020 | '
                        '[github](url)"\n'
                        '\n'
                        '[[units]]\n'
                        'unit = "item"\n'
                        'entry = [\n'
                        "  '[{title}]({url}), {authors}, {pub!}{* | [{label}]({url})*}',\n"
                        "  '[{title}]({url}), {authors}, *{pub}*{? {links+}?}',\n"
                        "  '[{title}]({url}), {authors}, {pub!} ({?**?}{note}{?**?}){* | "
                        "[{label}]({url})*}',\n"
                        "  '[{title}]({url}), {authors}, {venue} {year}{* | [{label}]({url})*}',\n"
                        "  '[{title}]({url}){?,?} {authors}{?,?} {pub!}{* | [{label}]({url})*}',\n"
                        "  '[{title}]({url}){?,?} {authors}{?,?} {pub!}{?.?}{? "
                        "{links+}?}{?{links}?}',\n"
                        "  '[{title}]({url}), {authors}{* | [{label}]({url})*}',\n"
                        ']\n'
                        "inherit = { year = '{year}' }\n",
                        {'description': 'Linked title, commas: - [Title](url), Authors, CVPR 2020 '
                                        '| [github](url)',
                         'units': [{'entry': ['[{title}]({url}), {authors}, {pub!}{* | '
                                              '[{label}]({url})*}',
                                              '[{title}]({url}), {authors}, *{pub}*{? {links+}?}',
                                              '[{title}]({url}), {authors}, {pub!} '
                                              '({?**?}{note}{?**?}){* | [{label}]({url})*}',
                                              '[{title}]({url}), {authors}, {venue} {year}{* | '
                                              '[{label}]({url})*}',
                                              '[{title}]({url}){?,?} {authors}{?,?} {pub!}{* | '
                                              '[{label}]({url})*}',
                                              '[{title}]({url}){?,?} {authors}{?,?} {pub!}{?.?}{? '
                                              '{links+}?}{?{links}?}',
                                              '[{title}]({url}), {authors}{* | [{label}]({url})*}'],
                                    'inherit': {'year': '{year}'},
                                    'unit': 'item'}]}),
 'linked-title-dash': ('description = "Linked title, dash: - [Title](url) - Authors, CVPR2020. '
                       '[[code]](url)"\n'
                       '\n'
                       '[[units]]\n'
                       'unit = "item"\n'
                       'entry = [\n'
                       "  '[{title}]({url}) - {authors}, {pub}.{? {links}?}{? {note}?}',\n"
                       "  '[{title}]({url}) - {authors}{?,?}{? -?} {pub!}{?.?}{? "
                       "{links}?}{?{links}?}{?{rest}?}',\n"
                       ']\n'
                       "inherit = { year = '{year}' }\n",
                       {'description': 'Linked title, dash: - [Title](url) - Authors, CVPR2020. '
                                       '[[code]](url)',
                        'units': [{'entry': ['[{title}]({url}) - {authors}, {pub}.{? {links}?}{? '
                                             '{note}?}',
                                             '[{title}]({url}) - {authors}{?,?}{? -?} '
                                             '{pub!}{?.?}{? {links}?}{?{links}?}{?{rest}?}'],
                                   'inherit': {'year': '{year}'},
                                   'unit': 'item'}]}),
 'linked-title-parens': ('description = "Linked title, the rest in parentheses: - [Title](url) '
                         '(Authors, CVPR 2020) [code](url)"\n'
                         '\n'
                         '[[units]]\n'
                         'unit = "item"\n'
                         'entry = [\n'
                         "  '[{title}]({url}) ({authors}, {pub}) {links}{?{tags}?}',\n"
                         "  '[{title}]({url}) ({authors}, {pub:text}){? {links+}?}',\n"
                         ']\n'
                         "inherit = { year = '{year}' }\n",
                         {'description': 'Linked title, the rest in parentheses: - [Title](url) '
                                         '(Authors, CVPR 2020) [code](url)',
                          'units': [{'entry': ['[{title}]({url}) ({authors}, {pub}) '
                                               '{links}{?{tags}?}',
                                               '[{title}]({url}) ({authors}, {pub:text}){? '
                                               '{links+}?}'],
                                     'inherit': {'year': '{year}'},
                                     'unit': 'item'}]}),
 'linked-title-stop': ('description = "Linked title, stops: - [Title](url). Authors. (**CVPR '
                       '2020**). [[Code]](url)"\n'
                       '\n'
                       '[[units]]\n'
                       'unit = "item"\n'
                       'entry = [\n'
                       "  '[{title}]({url}). {authors}. (**{pub}**).{? {links+}{?.?}?}',\n"
                       "  '[{title}]({url}). {authors}. *{pub}*.{? {links+}{?.?}?}',\n"
                       "  '[{title}]({url}){?.?} {authors}.{? (**{pub}**)?}{?.?}{? "
                       "{links+}{?.?}?}',\n"
                       "  '[{title}]({url}). {authors}. {pub!}{?.?}{? {links+}?}',\n"
                       "  '[{title}]({url}). {authors}. {links+} (**{pub}**){?.?}',\n"
                       ']\n'
                       "inherit = { year = '{year}' }\n",
                       {'description': 'Linked title, stops: - [Title](url). Authors. (**CVPR '
                                       '2020**). [[Code]](url)',
                        'units': [{'entry': ['[{title}]({url}). {authors}. (**{pub}**).{? '
                                             '{links+}{?.?}?}',
                                             '[{title}]({url}). {authors}. *{pub}*.{? '
                                             '{links+}{?.?}?}',
                                             '[{title}]({url}){?.?} {authors}.{? '
                                             '(**{pub}**)?}{?.?}{? {links+}{?.?}?}',
                                             '[{title}]({url}). {authors}. {pub!}{?.?}{? '
                                             '{links+}?}',
                                             '[{title}]({url}). {authors}. {links+} '
                                             '(**{pub}**){?.?}'],
                                   'inherit': {'year': '{year}'},
                                   'unit': 'item'}]}),
 'links-below': ('description = "Bold title, a bullet for each link: **Title** / - Paper: url / - '
                 'Code: url"\n'
                 '\n'
                 '[[units]]\n'
                 'unit = "block"\n'
                 "start = '^\\*\\*[^*\\s]'\n"
                 "entry = ['**{title}{?.?}**{* - {what}{?: {links+}?}*}']\n"
                 "inherit = { venue = '{venue}', year = ['{year}', '{venue} {year}'] }\n",
                 {'description': 'Bold title, a bullet for each link: **Title** / - Paper: url / - '
                                 'Code: url',
                  'units': [{'entry': ['**{title}{?.?}**{* - {what}{?: {links+}?}*}'],
                             'inherit': {'venue': '{venue}', 'year': ['{year}', '{venue} {year}']},
                             'start': '^\\*\\*[^*\\s]',
                             'unit': 'block'}]}),
 'method-authors': ('description = "Method, authors, quoted title: - **SEAM:** Authors. '
                    '\\"Title.\\" CVPR (2020). [[paper](url)]"\n'
                    '\n'
                    '[[units]]\n'
                    'unit = "item"\n'
                    'entry = [\n'
                    '  \'{?**{method}:** ?}{authors}. "{title}." {venue} ({year}{? '
                    "**{note}**?}).{? {links+}?}',\n"
                    '  \'{?**{method}:** ?}{authors}{?.?} "{title}{?.?}" {venue}{? **{note}**?} '
                    "{?(?}{year}{? **{note}**?}{?)?}{?.?}{? {links+}?}',\n"
                    '  \'{?**{method}:** ?}{authors}{?.?} "{title}{?.?}" {links+}\',\n'
                    '  \'{?**{method}:** ?}{authors}{?.?} "{title}{?.?}"{? {pub:text}?} '
                    "{links+}',\n"
                    ']\n'
                    "inherit = { venue = '{venue}', year = ['{year}', '{venue}{? ?}{year}'] }\n",
                    {'description': 'Method, authors, quoted title: - **SEAM:** Authors. "Title." '
                                    'CVPR (2020). [[paper](url)]',
                     'units': [{'entry': ['{?**{method}:** ?}{authors}. "{title}." {venue} '
                                          '({year}{? **{note}**?}).{? {links+}?}',
                                          '{?**{method}:** ?}{authors}{?.?} "{title}{?.?}" '
                                          '{venue}{? **{note}**?} {?(?}{year}{? '
                                          '**{note}**?}{?)?}{?.?}{? {links+}?}',
                                          '{?**{method}:** ?}{authors}{?.?} "{title}{?.?}" '
                                          '{links+}',
                                          '{?**{method}:** ?}{authors}{?.?} "{title}{?.?}"{? '
                                          '{pub:text}?} {links+}'],
                                'inherit': {'venue': '{venue}',
                                            'year': ['{year}', '{venue}{? ?}{year}']},
                                'unit': 'item'}]}),
 'paper-table': ('description = "Papers in a table: | Title | Venue | Code |"\n'
                 '\n'
                 '[[units]]\n'
                 'unit = "row"\n'
                 'header = '
                 "'(?i)(标题|题目|论文).*(会议|期刊|发表|出处|年)|(会议|期刊|发表|出处|年).*(标题|题目|论文)|\\b(title|paper)\\b.*\\b(venue|publi\\w*|pub|conf\\w*|journal|year|date|source)\\b|\\b(venue|publi\\w*|pub|conf\\w*|journal|year|date)\\b.*\\b(title|paper)\\b'\n"
                 "inherit = { year = '{year}' }\n"
                 '\n'
                 '[units.columns]\n'
                 "'(?i)title|^标题|^题目' = ['[{title}]({url}){? {note}?}', '[{title}]({url}), "
                 "{links+}', '[**{title}**]({url}){? {note}?}', '**{title}**{? {links+}?}', "
                 "'**{method}**: {title}', '**{method}:** {title}', '{title} {links+}', '{title} "
                 "{tags}', '{title}']\n"
                 "'(?i)^(venue.*|pub\\.?|publication.*|published.*|conf.*|journal.*|source|proc.*|会议.*|期刊.*|发表.*|出处)$' "
                 "= ['[{pub}]({url}){? {note}?}', '{pub} {tags}', '{pub}{? **({note})**?}', "
                 "'{pub:text}']\n"
                 "'(?i)^(year|年份|年)$' = ['{year}{? {note}?}', '{any}']\n"
                 "'(?i)^date$' = ['{date}', '{any}']\n"
                 "'(?i)^(authors?|作者)$' = ['{authors}']\n"
                 "'(?i)^(method|model|name|abbr.*|algorithm|方法|模型)$' = ['[{method}]({url})', "
                 "'{method}', '{any}']\n"
                 "'(?i)^(paper|论文)$' = ['[{title}]({url}){? {note}?}', '[**{title}**]({url})', "
                 "'{links+}', '{title}']\n"
                 "'(?i)^(code|code *(&|and|/) "
                 "*(weights?|models?|data)|links?|project.*|github|website|pdf|arxiv|resources?|materials?|代码|链接)$' "
                 "= ['{links+}', '{any}']\n"
                 "'.*' = ['{any}']\n",
                 {'description': 'Papers in a table: | Title | Venue | Code |',
                  'units': [{'columns': {'(?i)^(authors?|作者)$': ['{authors}'],
                                         '(?i)^(code|code *(&|and|/) *(weights?|models?|data)|links?|project.*|github|website|pdf|arxiv|resources?|materials?|代码|链接)$': ['{links+}',
                                                                                                                                                                         '{any}'],
                                         '(?i)^(method|model|name|abbr.*|algorithm|方法|模型)$': ['[{method}]({url})',
                                                                                              '{method}',
                                                                                              '{any}'],
                                         '(?i)^(paper|论文)$': ['[{title}]({url}){? {note}?}',
                                                              '[**{title}**]({url})',
                                                              '{links+}',
                                                              '{title}'],
                                         '(?i)^(venue.*|pub\\.?|publication.*|published.*|conf.*|journal.*|source|proc.*|会议.*|期刊.*|发表.*|出处)$': ['[{pub}]({url}){? '
                                                                                                                                                '{note}?}',
                                                                                                                                                '{pub} '
                                                                                                                                                '{tags}',
                                                                                                                                                '{pub}{? '
                                                                                                                                                '**({note})**?}',
                                                                                                                                                '{pub:text}'],
                                         '(?i)^(year|年份|年)$': ['{year}{? {note}?}', '{any}'],
                                         '(?i)^date$': ['{date}', '{any}'],
                                         '(?i)title|^标题|^题目': ['[{title}]({url}){? {note}?}',
                                                               '[{title}]({url}), {links+}',
                                                               '[**{title}**]({url}){? {note}?}',
                                                               '**{title}**{? {links+}?}',
                                                               '**{method}**: {title}',
                                                               '**{method}:** {title}',
                                                               '{title} {links+}',
                                                               '{title} {tags}',
                                                               '{title}'],
                                         '.*': ['{any}']},
                             'header': '(?i)(标题|题目|论文).*(会议|期刊|发表|出处|年)|(会议|期刊|发表|出处|年).*(标题|题目|论文)|\\b(title|paper)\\b.*\\b(venue|publi\\w*|pub|conf\\w*|journal|year|date|source)\\b|\\b(venue|publi\\w*|pub|conf\\w*|journal|year|date)\\b.*\\b(title|paper)\\b',
                             'inherit': {'year': '{year}'},
                             'unit': 'row'}]}),
 'quoted-affiliation': ('description = "Quoted title, commas, affiliation: - **Method**: '
                        '\\"Title\\", CVPR, 2020 (*Lab*). [[Paper](url)]"\n'
                        '\n'
                        '[[units]]\n'
                        'unit = "item"\n'
                        'entry = [\n'
                        '  \'**{method}**: "{title}", {venue}, {year} (*{affiliation}*). '
                        "{links}',\n"
                        '  \'**{method}**: "{title}", {venue}, {year}{? ({note})?}{?.?}{? '
                        "{links+}?}',\n"
                        '  \'"{title}", {venue}, {year} (*{affiliation}*).{? {links+}?}\',\n'
                        ']\n'
                        "inherit = { year = '{year}' }\n",
                        {'description': 'Quoted title, commas, affiliation: - **Method**: "Title", '
                                        'CVPR, 2020 (*Lab*). [[Paper](url)]',
                         'units': [{'entry': ['**{method}**: "{title}", {venue}, {year} '
                                              '(*{affiliation}*). {links}',
                                              '**{method}**: "{title}", {venue}, {year}{? '
                                              '({note})?}{?.?}{? {links+}?}',
                                              '"{title}", {venue}, {year} (*{affiliation}*).{? '
                                              '{links+}?}'],
                                    'inherit': {'year': '{year}'},
                                    'unit': 'item'}]}),
 'venue-link': ('description = "Venue as link: - [[CVPR](url)] Title. [[code](url)] `tag`"\n'
                '\n'
                '[[units]]\n'
                'unit = "item"\n'
                'entry = [\n'
                "  '[[{pub}]({url})] {title}.{? {links+}?} {tags}',\n"
                "  '[[{pub}]({url})] {title}.{? {links+}?}',\n"
                "  '[[{pub}]({url}){?,[{pub}]({url})?}] {title}{?.?}{? "
                "{links+}?}{?{links}?}{?{tags}?}',\n"
                ']\n'
                "inherit = { year = '{year}' }\n",
                {'description': 'Venue as link: - [[CVPR](url)] Title. [[code](url)] `tag`',
                 'units': [{'entry': ['[[{pub}]({url})] {title}.{? {links+}?} {tags}',
                                      '[[{pub}]({url})] {title}.{? {links+}?}',
                                      '[[{pub}]({url}){?,[{pub}]({url})?}] {title}{?.?}{? '
                                      '{links+}?}{?{links}?}{?{tags}?}'],
                            'inherit': {'year': '{year}'},
                            'unit': 'item'}]}),
 'venue-prefix': ('description = "Year and venue first: - ***2025TIP*** Title"\n'
                  '\n'
                  '[[units]]\n'
                  'unit = "item"\n'
                  'entry = [\n'
                  "  '***{pub}*** {title}',\n"
                  "  '**{method}:** ***{pub}*** {title}',\n"
                  "  '***{pub}*** {title} {links+}',\n"
                  "  '**{method}:** ***{pub}*** {title} {links+}',\n"
                  "  '***{method}:*** ***{pub}*** {title}',\n"
                  ']\n'
                  "inherit = { year = '{year}' }\n",
                  {'description': 'Year and venue first: - ***2025TIP*** Title',
                   'units': [{'entry': ['***{pub}*** {title}',
                                        '**{method}:** ***{pub}*** {title}',
                                        '***{pub}*** {title} {links+}',
                                        '**{method}:** ***{pub}*** {title} {links+}',
                                        '***{method}:*** ***{pub}*** {title}'],
                              'inherit': {'year': '{year}'},
                              'unit': 'item'}]}),
 'wsss': ('# The form of the weakly-supervised segmentation list, in its three regimes by year.\n'
          'description = "Title and emphasised venue: - **Method:** \\"Title\\" *VenueYear*"\n'
          '\n'
          '[[units]]\n'
          'unit = "item"\n'
          "in = ['(?i)\\bpapers?\\b']\n"
          "not-in = ['(?i)\\bcontents?\\b']\n"
          'entry = [\n'
          '  \'**{method}:** "{title}" *{pub}*\',\n'
          "  '**{method}:** {title} *{pub}*',\n"
          '  \'"{title}" *{pub}*\',\n'
          "  '{title} *{pub}*',\n"
          '  \'**{method}:** "{title}" *{pub}* {links+}\',\n'
          "  '**{method}:** [{title}]({url}) *{pub}*{? {links+}?}',\n"
          "  '**{method}:** {title} *{pub}* {links+}',\n"
          "  '[{title}]({url}) *{pub}*{? {links+}?}',\n"
          "  '{title} *{pub}* {links+}',\n"
          ']\n'
          "inherit = { year = '{year}' }\n",
          {'description': 'Title and emphasised venue: - **Method:** "Title" *VenueYear*',
           'units': [{'entry': ['**{method}:** "{title}" *{pub}*',
                                '**{method}:** {title} *{pub}*',
                                '"{title}" *{pub}*',
                                '{title} *{pub}*',
                                '**{method}:** "{title}" *{pub}* {links+}',
                                '**{method}:** [{title}]({url}) *{pub}*{? {links+}?}',
                                '**{method}:** {title} *{pub}* {links+}',
                                '[{title}]({url}) *{pub}*{? {links+}?}',
                                '{title} *{pub}* {links+}'],
                      'in': ['(?i)\\bpapers?\\b'],
                      'inherit': {'year': '{year}'},
                      'not-in': ['(?i)\\bcontents?\\b'],
                      'unit': 'item'}]}),
 'year-venue': ('description = "Year and venue first, dashes: - 2020-CVPR - Title. '
                '[[Paper]](url)"\n'
                '\n'
                '[[units]]\n'
                'unit = "item"\n'
                'entry = [\n'
                "  '{year}-{venue} - {title}. {links+}',\n"
                "  '{date} {venue}-{yy} [{title}]({url})',\n"
                "  '{year} - {title}{?.?} {links}',\n"
                "  '{year}-{venue}- {title}{?.?} {links}',\n"
                "  '{year}-{venue} - {title}{?.?}{? {links+}?}',\n"
                "  '{year}{?-?}{? ?}{pub!}{? -?} {title}{?.?} {links+}',\n"
                "  '{year} - {title}{?.?} {links+}',\n"
                "  '{year}-{title}{?.?} {links+}',\n"
                ']\n',
                {'description': 'Year and venue first, dashes: - 2020-CVPR - Title. [[Paper]](url)',
                 'units': [{'entry': ['{year}-{venue} - {title}. {links+}',
                                      '{date} {venue}-{yy} [{title}]({url})',
                                      '{year} - {title}{?.?} {links}',
                                      '{year}-{venue}- {title}{?.?} {links}',
                                      '{year}-{venue} - {title}{?.?}{? {links+}?}',
                                      '{year}{?-?}{? ?}{pub!}{? -?} {title}{?.?} {links+}',
                                      '{year} - {title}{?.?} {links+}',
                                      '{year}-{title}{?.?} {links+}'],
                            'unit': 'item'}]})}
