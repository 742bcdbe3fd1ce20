"""Mutants of a Python file: comparisons flipped, numbers moved by one, clauses removed.

Each changes one node of the syntax tree and leaves every other character of the file as it is. Words are not mutated,
nor what runs once while a module is imported and whose absence no import would survive.
"""

import ast
import copy

from tests.proof.mutation import Mutant, short

FLIPPED = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
SWAPPED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult}
OPPOSITE = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}
REMOVABLE = (ast.Return, ast.Continue, ast.Break, ast.Raise, ast.Assign, ast.AugAssign, ast.Expr)


def mutants(path, text) -> list[Mutant]:
    """All mutants of a file, in the order of its lines."""
    finder = _Finder(path, text)
    finder.visit(ast.parse(text))
    return sorted(finder.found, key=lambda mutant: mutant.line)


class _Finder(ast.NodeVisitor):
    def __init__(self, path, text):
        self.path, self.text = path, text
        self.lines = text.encode().splitlines(keepends=True)
        self.scope, self.found = [], []

    def offer(self, node, replacement):
        """A mutant with this node replaced by another, or by words."""
        new = replacement if isinstance(replacement, str) else self.in_words(replacement)
        before = b"".join(self.lines[: node.lineno - 1]) + self.lines[node.lineno - 1][: node.col_offset]
        after = self.lines[node.end_lineno - 1][node.end_col_offset :] + b"".join(self.lines[node.end_lineno :])
        text = before.decode() + new + after.decode()
        try:
            ast.parse(text)
        except SyntaxError:
            return
        old = ast.get_source_segment(self.text, node)
        place = ".".join(self.scope) or "module"
        self.found.append(Mutant(self.path, node.lineno, place, short(old), short(new), text))

    @staticmethod
    def in_words(node):
        """In brackets, because what stands around it may bind more tightly."""
        words = ast.unparse(node)
        return words if isinstance(node, ast.Constant | ast.Name | ast.Call | ast.Set) else f"({words})"

    # Where it stands

    def visit_FunctionDef(self, node):
        self._inside(node, [*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body])

    def visit_ClassDef(self, node):
        self._inside(node, node.body)

    def _inside(self, node, parts):
        self.scope.append(node.name)
        for part in parts:
            self.visit(part)
        self.scope.pop()

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.visit(node.value)

    # What is changed

    def generic_visit(self, node):
        if self.scope and isinstance(node, REMOVABLE) and not _says_something(node):
            self.offer(node, "pass")
        super().generic_visit(node)

    def visit_Compare(self, node):
        for position, operator in enumerate(node.ops):
            for flipped in FLIPPED[type(operator)]:
                changed = copy.deepcopy(node)
                changed.ops[position] = flipped()
                self.offer(node, changed)
        self.generic_visit(node)

    def visit_BoolOp(self, node):
        for position in range(len(node.values)):
            kept = node.values[:position] + node.values[position + 1 :]
            self.offer(node, kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept))
        self.generic_visit(node)

    def visit_BinOp(self, node):
        if type(node.op) in SWAPPED:
            self.offer(node, ast.BinOp(node.left, SWAPPED[type(node.op)](), node.right))
        self.generic_visit(node)

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            self.offer(node, node.operand)
        self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, bool):
            self.offer(node, str(not node.value))
        elif isinstance(node.value, int | float):
            for step in (-1, 1):
                self.offer(node, f"({node.value + step})")

    def visit_If(self, node):
        self._forced(node)

    def visit_IfExp(self, node):
        self._forced(node)

    def _forced(self, node):
        for outcome in ("True", "False"):
            self.offer(node.test, outcome)
        self.generic_visit(node)

    def visit_comprehension(self, node):
        for test in node.ifs:
            self.offer(test, "True")
        self.generic_visit(node)

    def visit_Call(self, node):
        if isinstance(node.func, ast.Name) and node.func.id in OPPOSITE:
            self.offer(node.func, OPPOSITE[node.func.id])
        self.generic_visit(node)

    def visit_Set(self, node):
        for element in node.elts if len(node.elts) > 1 else ():
            self.offer(node, ast.Set([other for other in node.elts if other is not element]))
        self.generic_visit(node)

    def visit_Assert(self, node):
        """Says what the reader may rely on; it decides nothing."""

    def visit_JoinedStr(self, node):
        """Words."""


def _says_something(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
