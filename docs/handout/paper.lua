-- Makes what Typst needs of a page of docs/src: a filter for pandoc.
--
-- A page's anchors begin with its name, so that all pages can be one document.
-- Links between pages stay links, with the number of the page for paper. A link
-- to a program leads to its listing; any other path of the tree, and an
-- address, becomes a footnote. Metadata: `page`, the name; `pages`, those in
-- the document, if any; `listings`, the programs in it.

local page, pages, listings

-- A string of Typst.
local function quoted(text)
  text = text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("\n", "\\n")
  return '"' .. text .. '"'
end

local function raw(text)
  return pandoc.RawInline("typst", text)
end

-- Some inlines as the argument of a function.
local function call(name, inlines)
  local result = pandoc.List({ raw("#" .. name .. "[") })
  result:extend(inlines)
  result:insert(raw("]"))
  return result
end

local function typst(blocks)
  local text = pandoc.write(pandoc.Pandoc(blocks), "typst")
  return (text:gsub("%s+$", ""))
end

-- `../../crates/02-threads/src/fib.rs`, as a path from the top.
local function from_top(target)
  local path = target:gsub("#.*", "")
  if path:match("^%.%./%.%./") then
    return (path:gsub("^%.%./%.%./", ""))
  end
  return (pandoc.path.normalize("docs/src/" .. path))
end

local function link(it)
  local target = it.target
  if target:match("^https?:") then
    if pandoc.utils.stringify(it.content) == target then
      return call("link(" .. quoted(target) .. ")", it.content)
    end
    local result = call("link(" .. quoted(target) .. ")", it.content)
    result:insert(raw("#address(" .. quoted(target) .. ")"))
    return result
  end
  if #pages == 0 then
    return it.content
  end
  local name, anchor = target:match("^([%w-]*)%.?m?d?(#?.*)$")
  if target:match("^#") or target:match("^[%w-]+%.md") then
    name = target:match("^([%w-]+)%.md") or page
    anchor = target:match("#(.*)$")
    if pages:includes(name) then
      local place = anchor and name .. "--" .. anchor or name
      return call("xref(" .. quoted(place) .. ")", it.content)
    end
  end
  local path = from_top(target)
  local text = pandoc.utils.stringify(it.content)
  if listings:includes(path) then
    return call("listed(" .. quoted(path) .. ")", it.content)
  end
  if text == "Rust" or text == "Python" then
    local short = path:match("^crates/[^/]+/(.*)$") or path
    local result = it.content:clone()
    result:extend({ pandoc.Str(":"), pandoc.Space(), pandoc.Code(short) })
    return result
  end
  -- The README and its list of articles are named in the text.
  if path == "README.md" or text == path or text:find(path, 1, true) then
    return it.content
  end
  local result = it.content:clone()
  result:insert(raw("#place-of(" .. quoted(path) .. ")"))
  return result
end

local function header(it)
  if it.level == 1 then
    it.identifier = page
  else
    it.identifier = page .. "--" .. it.identifier
  end
  return it
end

local function code(it)
  local language = (it.classes[1] or ""):gsub(",.*", "")
  local arguments = quoted(it.text) .. ", " .. quoted(language)
  return pandoc.RawBlock("typst", "#listing(" .. arguments .. ")")
end

-- A picture is a block of its own, with its words and the command that drew it.
local function paragraph(it)
  local image = it.content[1]
  if #it.content ~= 1 or image.t ~= "Image" then
    return nil
  end
  local words = pandoc.utils.stringify(image.caption)
  local text = "#picture(" .. quoted("/docs/src/" .. image.src) .. ", "
    .. quoted(words) .. ", " .. quoted(image.title or "") .. ")"
  return pandoc.RawBlock("typst", text)
end

-- A line of a table holds about so many letters.
local line = 74

-- A column is as wide as its text, if that is short. The others share what is
-- left, by the length of their texts, but none is narrower than its longest
-- word.
local function widths(rows, columns)
  local longest, total, word = {}, {}, {}
  for column = 1, columns do
    longest[column], total[column], word[column] = 0, 0, 0
  end
  for _, row in ipairs(rows) do
    for column, cell in ipairs(row.cells) do
      local text = pandoc.utils.stringify(cell.contents)
      local length = utf8.len(text) or #text
      longest[column] = math.max(longest[column], length)
      total[column] = total[column] + length
      for part in text:gmatch("[^%s.,:_/=(]+") do
        word[column] = math.max(word[column], #part + 3)
      end
    end
  end
  local result, share = {}, {}
  local left, shared, all = line, 0, 0
  for column = 1, columns do
    all = all + longest[column]
  end
  for column = 1, columns do
    if all <= line or longest[column] <= 14 then
      result[column] = "auto"
      left = left - longest[column]
    else
      local mean = math.max(total[column] / #rows, 8)
      share[column] = math.sqrt(longest[column] * mean)
      shared = shared + share[column]
    end
  end
  for column in pairs(share) do
    local width = math.max(share[column] / shared * left, word[column])
    result[column] = string.format("%.1ffr", width)
  end
  return result
end

local aligned = {
  AlignLeft = "left",
  AlignRight = "right",
  AlignCenter = "center",
  AlignDefault = "left",
}

local function tabulate(it)
  local columns = #it.colspecs
  local rows = it.head.rows:clone()
  for _, body in ipairs(it.bodies) do
    rows:extend(body.body)
  end
  local aligns = {}
  for column, spec in ipairs(it.colspecs) do
    aligns[column] = aligned[spec[1]]
  end
  local lines = {}
  local function cells(row)
    local result = {}
    local filled = 0
    for column, cell in ipairs(row.cells) do
      result[column] = "[" .. typst(cell.contents) .. "]"
      if #cell.contents > 0 then
        filled = filled + 1
      end
    end
    -- The heading of a group of rows.
    local first = row.cells[1].contents[1]
    local bold = first and first.content and first.content[1]
    if filled == 1 and bold and bold.t == "Strong" then
      return "group(" .. columns .. ", " .. result[1] .. ")"
    end
    return table.concat(result, ", ")
  end
  local head = "table.header("
  for index, row in ipairs(it.head.rows) do
    head = head .. cells(row)
  end
  for index = #it.head.rows + 1, #rows do
    lines[#lines + 1] = "  " .. cells(rows[index]) .. ","
  end
  local wide = table.concat(widths(rows, columns), ", ")
  local text = "#table(\n  columns: (" .. wide .. ",),\n  align: ("
    .. table.concat(aligns, ", ") .. ",),\n  " .. head
    .. "),\n" .. table.concat(lines, "\n") .. "\n)"
  if columns > 7 then
    text = "#dense[\n" .. text .. "\n]"
  end
  return pandoc.RawBlock("typst", text)
end

-- Answers are open on paper, and what only a browser can do is left out.
local function html(it)
  if it.format ~= "html" then
    return nil
  end
  local result = pandoc.List()
  local summary = it.text:match("<summary>(.-)</summary>")
  if it.text:match("<details>") then
    result:insert(pandoc.RawBlock("typst", "#unfolded["))
  end
  if summary then
    local read = pandoc.read(summary, "html").blocks
    local words = call("question", pandoc.utils.blocks_to_inlines(read))
    result:insert(pandoc.Para(words))
  end
  if it.text:match("</details>") then
    result:insert(pandoc.RawBlock("typst", "]"))
  end
  return result
end

-- An anchor of a page's own.
local function anchor(it)
  local id = it.format == "html" and it.text:match('id="([^"]+)"')
  if id then
    return raw("#[#metadata(none)<" .. page .. "--" .. id .. ">]")
  end
end

function Pandoc(document)
  local meta = document.meta
  local function list(name)
    local text = meta[name] and pandoc.utils.stringify(meta[name]) or ""
    local result = pandoc.List()
    for word in text:gmatch("[^ ]+") do
      result:insert(word)
    end
    return result
  end
  page = pandoc.utils.stringify(meta.page or "page")
  pages, listings = list("pages"), list("listings")
  document = document:walk({
    Para = paragraph,
    RawBlock = html,
    RawInline = anchor,
  })
  document = document:walk({ Link = link, Header = header, CodeBlock = code })
  document = document:walk({ Table = tabulate })
  document.meta = {}
  return document
end
