package tillpoints.evotor.core;

/** One row of a table of the register. A column that this version of the register does not have is null. */
public interface Row {
    String text(String column);

    Long number(String column);
}
