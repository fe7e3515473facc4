package io.opsconductor.pulse.db.isolation.policy;

import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Kind;
import io.opsconductor.pulse.db.isolation.policy.PolicyTokens.Token;

/** Where a reader is in the words of an expression, which have an end. */
final class PolicyCursor {
    private final List<Token> tokens;
    private int at;

    PolicyCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Where the text goes on in a way that the reader does not know. */
    static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1;

        NotUnderstood() {
            super(null, null, false, false);
        }
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        Token token = tokens.get(at);
        at += token.kind() == Kind.END ? 0 : 1;
        return token;
    }

    void back() {
        at--;
    }

    /** Goes on behind that keyword or mark, if it is there. */
    boolean took(String word) {
        boolean is = peek().isWord(word) || peek().kind() != Kind.WORD && peek().is(word);
        at += is ? 1 : 0;
        return is;
    }

    void expect(String word) throws NotUnderstood {
        if (!took(word)) {
            throw new NotUnderstood();
        }
    }

    /** What is in the parentheses that open here, with an end; goes on behind them. */
    List<Token> parenthesized() throws NotUnderstood {
        expect("(");
        int begin = at;
        int open = 1;
        while (open > 0) {
            Token token = next();
            if (token.kind() == Kind.END) {
                throw new NotUnderstood();
            }
            open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        List<Token> inner = new ArrayList<>(tokens.subList(begin, at - 1));
        inner.add(new Token(Kind.END, "", false));
        return inner;
    }
}
