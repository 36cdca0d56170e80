package dev.weft.engine.usercode.records.elsewhere;

import dev.weft.engine.usercode.records.OperationAnalysisTest;

/** Has a method named like one of its superclass's, which it does not replace, because that one is seen in its own package only. */
public class Namesake extends OperationAnalysisTest.Hidden {
    private static final long serialVersionUID = 1L;

    public OperationAnalysisTest.Point result() {
        return new OperationAnalysisTest.Point();
    }
}
