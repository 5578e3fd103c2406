import type { Dice } from './dice.ts';

/** Programs with holes: each `$x` is filled by one of its alternatives. */
const TEMPLATES: readonly string[] = [
  'local function f(...) local a, b = ... return select("#", ...), a, b, ... end return f($v, $v), (f($v))',
  'local t = {} for i = 1, $n do t[i] = function() i = i + 1 return i end end return t[1] and t[1](), t[1] and t[1](), t[2] and t[2]()',
  'local s = 0 for i = $n, 1, -1 do if i == $n then goto continue end s = s + i ::continue:: end return s',
  'local a, b, c = (function() return 1, 2, 3 end)() return a, b, c, ((function() return 1, 2 end)())',
  'local a, b = $v, $v a, b = b, a return a, b',
  'local t = {$v, (function() return $v, $v end)()} return #t, t',
  'local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end return fact($n), fact(20), fact(30)',
  'local mt = {__index = function(t, k) return k .. "!" end, __newindex = function(t, k, v) rawset(t, k, v) print(k) end} local t = setmetatable({}, mt) t.x = $v return t.x, t.y',
  'local mt = {} mt.__$op = function(a, b) return type(a) .. "$op" .. type(b) end local t = setmetatable({}, mt) return t $o 1, 2 $o t, t $o t, pcall(function() return "s" $o t end)',
  'local mt = {__eq = function() return $b end, __lt = function() return $b end, __le = function() return $b end} local a, b = setmetatable({}, mt), setmetatable({}, mt) return a == b, a ~= b, a < b, a <= b, a > b, rawequal(a, b), a == 1',
  'local a = setmetatable({}, {__lt = function() return $b end}) local b = setmetatable({}, {__lt = function() return $b end}) return pcall(function() return a < b end)',
  'local a = setmetatable({}, {__lt = function(x, y) return $b end}) return a <= a, pcall(function() return a <= 1 end)',
  'local t = setmetatable({}, {__len = function() return 42 end, __unm = function() return "neg" end, __concat = function(a, b) return "cat" end, __call = function(self, ...) return ... end}) return #t, -t, t .. "x", "x" .. t, 1 .. t, t($v, 2)',
  'local t = setmetatable({}, {__tostring = function() return $v end, __metatable = "locked"}) return getmetatable(t), pcall(setmetatable, t, {}), pcall(tostring, t)',
  'local co = coroutine.create(function(a, b) local c = coroutine.yield(a + b) local d, e = coroutine.yield(c * 2) return d, e, "end" end) return coroutine.resume(co, 1, $n), coroutine.resume(co, 10), coroutine.resume(co, $v, 2), coroutine.resume(co), coroutine.status(co)',
  'local f = coroutine.wrap(function() for i = 1, $n do coroutine.yield(i) end end) local t = {} for i in f do t[#t + 1] = i end return t, pcall(f)',
  'local co co = coroutine.create(function() print(coroutine.status(co), coroutine.running() == co) error({code = $n}) end) local ok, e = coroutine.resume(co) return ok, e, coroutine.status(co), coroutine.running()',
  'local co = coroutine.wrap(function() local ok, e = pcall(function() coroutine.yield(1) error("in") end) coroutine.yield(ok, e) return "done" end) return co(), co(), co()',
  'return coroutine.resume(coroutine.create(function() return coroutine.resume(coroutine.create(function() error("deep") end)) end))',
  'return pcall(pcall, error, $v), pcall(error), pcall(error, nil)',
  'return xpcall(function() error("e") end, function(m) return "handled " .. m end), xpcall(function(...) return ... end, print, $v, 2)',
  'return xpcall(function() local x = nil; x.y = 1 end, function(m) return (m:gsub("s:", "")) end)',
  'local env = {print = print} local f = loadstring("x = $n return x, y") setfenv(f, env) return f(), env.x, getfenv(f) == env, x',
  'local function f() return y end setfenv(f, {y = $v}) return f(), y, getfenv(1) == _G, getfenv(f).y',
  'setfenv(1, {tostring = tostring, z = $v}) return z, print, tostring(z)',
  'local f, e = load(function() return nil end) return f and f(), loadstring("return $v")(), load("return ...", "=c")(3), load("x", "=c")',
  'return load(function() error("read") end), select("#", load(function() error() end)), load(function() error({v = $v}) end)',
  'return load(function()\n return nil + 1 end), load(function() return {} end), pcall(load, function() return {} end)',
  'local i = 0 return load(function() i = i + 1 if i < 3 then return "x = $n " end error("late", 0) end), i, x',
  'local i = 0 local f = load(function() i = i + 1 return ({"return ", $n, ""})[i] end) return f(), i',
  'return pcall(coroutine.wrap(function() local f, e = load(function() coroutine.yield(1) end) return f, (e:gsub(".*: ", "")) end))',
  'local parts = {"return ", "$n", nil} local i = 0 return load(function() i = i + 1 return parts[i] end)()',
  'return loadstring("return x", "=c") ~= nil, pcall(loadstring("error(\'e\')", "@file.lua")), pcall(loadstring("error(\'e\')", "code here")), pcall(loadstring("\\n\\nerror(\'e\')"))',
  'module("m$n", package.seeall) x = $v local function get() return x end return get(), _NAME, _M == m$n, package.loaded["m$n"] == _M',
  'package.preload["p$n"] = function(name) print(name) return {v = $v} end return require("p$n").v, require("p$n") == require("p$n"), require("math") == math',
  'local s = "" for k, v in string.gmatch("a=1,b=2", "(%w)=(%w)") do s = s .. k .. v end return s',
  'local t = {} for i = 1, $n do t[#t + 1] = i * i end return table.concat(t, ","), #t, unpack(t, 2, 4)',
  'local x = 10 do local x = $v end local function g() return x end x = 11 return g()',
  'local t = {f = function(self, a) return self.v, a end, v = $v} return t:f(1), t.f({v = 2}, 3), t["f"](t)',
  'return 1 and nil, false or nil, nil and 1, 1 or error("no"), not nil, not 0, "" and 1',
  'local i = 0 while true do i = i + 1 if i > $n then break end end repeat local j = i i = i - 1 until j < 3 return i',
  'return "\\65\\066\\x41\\z   b", [[\nline]], [==[a]]b]==], \'\\\'\', "\\\n"',
  'return 0x10, 0xA.8p0, 1e2, .5, 3., 0x.1p4, 1e-2, 5 == 5.0, 1/0 > 2^1000',
  'local p = newproxy(true) getmetatable(p).__index = function(_, k) return k end getmetatable(p).__len = function() return $n end return p.x, #p, type(p)',
  'local t = {} t[1.0] = "a" t[2^53] = "b" t["1"] = "c" return t[1], t["1"], t[2^53], #t',
  'local function loop(n) if n == 0 then return "done" end return loop(n - 1) end return loop(100000)',
  'local function deep(n) return n == 0 and 0 or 1 + deep(n - 1) end return deep(5000), (select(2, pcall(function() local function f() return 1 + f() end return f() end)):gsub("stack overflow.*", "SO"))',
  'local t = setmetatable({}, {__index = {a = 1, b = $v}}) rawset(t, "a", 2) return t.a, t.b, rawget(t, "b"), next(t)',
  'local a <const> = 1',
  'local function v(...) local t = {...} return #t, select("#", ...), (select("#")) end return v(nil, nil), v(), v(1, nil, 3)',
  'local str = "x" return str:upper():rep(3), ("%d-%s"):format($n, "a"), #str:rep(10)',
  'local t = {n = 0} local mt = {__index = function(t, k) t.n = t.n + 1 return t.n end} setmetatable(t, mt) return t.a, t.b, t[1], t.n',
  'return math.huge, -math.huge, math.pi, _VERSION, package.path ~= nil, type(package.loaded), type(package.loaders)',
  'local r = {} for w in ("one two  three"):gmatch("%S+") do r[#r + 1] = w end table.sort(r, function(a, b) return #a < #b or (#a == #b and a < b) end) return r',
  'for k in next, {$v} do return k end',
  'return io.type(io.stdout), io.type($n), io.output() == io.stdout, io.stdout:flush(), type(io.lines), (tostring(io.stdout):gsub(" .*", ""))',
  'local a, n = $v return #{a, n}, #{n, a}, #{a, n, a}, #{a, n, n, a}, {a, n, a, x = a}, #{n}, select("#", unpack({a, n, a}))',
  'local ok, e = pcall(function() for i in 5 do end end) local ok2, e2 = pcall(function() for i = 1, $v do end end) return e, ok2',
  'local t = {1, 2, 3} for i, v in ipairs(t) do if i == 1 then table.remove(t, 1) end print(i, v) end return #t',
  'return tostring(-0.0), 0.0 == -0.0, 1/(-0.0), 0/0 ~= 0/0, -(0/0) ~= 0',
  'local function f(a, b) return a, b end return f(f(1, 2), f(3, 4)), {f(1, 2), f(3, 4)}',
  'return (("x"):rep(3, "-")), ("abc"):sub(-2), ("abc"):byte(-1), #"\\0\\0"',
  'local t = {} t.a, t.b, t.a = 1, 2, 3 local i = 1 i, t[i] = i + 1, 20 return t, i',
  'return string.format("%5.1f|%-5s|%05d|%x", $n, "ab", $n, 255), ("%q"):format("a\\nb")',
  'local x <close> = nil',
  'return table.pack, table.unpack, math.tointeger, utf8, string.pack, rawlen, _ENV, bit32',
  'local _ENV = {} return print ~= nil, _ENV.x',
  'local e = setmetatable({}, {__call = function(self, a) return a end}) return e(1), pcall(e, 2), (function(f) return f(3) end)(e)',
  'local a = {} a.a = a return a.a.a == a, pcall(function() return a.b.c end)',
  'local function g(n) if n > 0 then return g(n - 1) end error("tail") end return pcall(g, $n)',
];

const OPERATORS: readonly (readonly [string, string])[] = [
  ['add', '+'],
  ['sub', '-'],
  ['mul', '*'],
  ['div', '/'],
  ['mod', '%'],
  ['pow', '^'],
  ['concat', '..'],
];

/** The language itself: scopes, closures, metamethods, coroutines, environments. */
export function programSnippet(dice: Dice): string {
  const [event, operator] = dice.pick(OPERATORS);
  return dice
    .pick(TEMPLATES)
    .replaceAll('$op', event)
    .replaceAll('$o', operator)
    .replaceAll('$v', () =>
      dice.pick(['1', '2.5', '"str"', 'nil', 'true', '{}', '{1, 2}', '-3', '"7"']),
    )
    .replaceAll('$n', String(dice.below(8)))
    .replaceAll('$b', () => dice.pick(['true', 'false', 'nil', '1']));
}
