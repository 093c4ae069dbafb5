package concord.dataset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// Spells the values of one column of a Parquet file as text (types: parquet.apache.org/docs/file-format/types).
interface ParquetCell {
    /// Between the texts of a list, as between the labels of a text with several.
    String LIST_SEPARATOR = "|";

    /// The value of a field that the record has; null for a number that is none.
    ///
    /// @throws CharacterCodingException when text is not UTF-8
    @Nullable
    String text(Group record, int field) throws CharacterCodingException;

    /// @throws DatasetException naming a column that is no plain value and no list of texts
    static ParquetCell of(Type column, Path file) {
        if (column.isPrimitive() && !column.isRepetition(Type.Repetition.REPEATED)) {
            ParquetCell plain = plain(column.asPrimitiveType());
            if (plain != null)
                return plain;
            throw new DatasetException("Column \"" + column.getName() + "\" of " + file.getFileName() + " holds values of the type "
                    + column.asPrimitiveType() + ", which cannot be read as text: leave it out or convert it.");
        }
        if (column.isPrimitive() && text(column.asPrimitiveType()))
            return (record, field) -> join(record, field, null);
        if (!column.isPrimitive() && column.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
            Type element = element(column.asGroupType());
            if (element != null && element.isPrimitive() && text(element.asPrimitiveType()))
                return (record, field) -> join(record.getGroup(field, 0), 0, element);
        }
        throw new DatasetException("Column \"" + column.getName() + "\" of " + file.getFileName()
                + " holds nested values (lists of other things than texts, records or maps), not one value a row: leave it out or spread it over"
                + " several columns.");
    }

    /// What a list repeats, in the form with one level (old writers) or two.
    private static @Nullable Type element(GroupType list) {
        if (list.getFieldCount() != 1)
            return null;
        Type repeated = list.getType(0);
        if (repeated.isPrimitive())
            return repeated;
        GroupType item = repeated.asGroupType();
        return item.getFieldCount() == 1 && !item.getType(0).isRepetition(Type.Repetition.REPEATED) ? item.getType(0) : null;
    }

    private static String join(Group record, int field, @Nullable Type element) throws CharacterCodingException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < record.getFieldRepetitionCount(field); i++) {
            if (element == null || element.isRepetition(Type.Repetition.REPEATED)) {
                texts.add(utf8(record.getBinary(field, i).toByteBuffer()));
            } else {
                Group item = record.getGroup(field, i);
                if (item.getFieldRepetitionCount(0) > 0)
                    texts.add(utf8(item.getBinary(0, 0).toByteBuffer()));
            }
        }
        return String.join(LIST_SEPARATOR, texts);
    }

    private static boolean text(PrimitiveType type) {
        LogicalTypeAnnotation kind = type.getLogicalTypeAnnotation();
        return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY && (kind == null || kind instanceof StringLogicalTypeAnnotation
                || kind instanceof EnumLogicalTypeAnnotation || kind instanceof JsonLogicalTypeAnnotation);
    }

    private static @Nullable ParquetCell plain(PrimitiveType type) {
        if (text(type))
            return (record, field) -> utf8(record.getBinary(field, 0).toByteBuffer());
        return switch (type.getLogicalTypeAnnotation()) {
            case null -> bare(type.getPrimitiveTypeName());
            case DecimalLogicalTypeAnnotation decimal -> decimal(type.getPrimitiveTypeName(), decimal.getScale());
            case IntLogicalTypeAnnotation integer -> integer(type.getPrimitiveTypeName(), integer.isSigned());
            case DateLogicalTypeAnnotation _ -> (record, field) -> LocalDate.ofEpochDay(record.getInteger(field, 0)).toString();
            case TimeLogicalTypeAnnotation time -> (record, field) -> LocalTime
                    .ofNanoOfDay(nanos(whole(record, field, type.getPrimitiveTypeName()), time.getUnit())).toString();
            case TimestampLogicalTypeAnnotation at -> (record, field) -> instant(record.getLong(field, 0), at);
            case UUIDLogicalTypeAnnotation _ -> (record, field) -> {
                ByteBuffer bytes = record.getBinary(field, 0).toByteBuffer();
                return new UUID(bytes.getLong(), bytes.getLong()).toString();
            };
            case Float16LogicalTypeAnnotation _ -> (record, field) -> number(Float.float16ToFloat(
                    record.getBinary(field, 0).toByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getShort()));
            // a column of nothing but missing values
            case UnknownLogicalTypeAnnotation _ -> (_, _) -> null;
            default -> null;
        };
    }

    private static @Nullable ParquetCell bare(PrimitiveTypeName type) {
        return switch (type) {
            case BOOLEAN -> (record, field) -> Boolean.toString(record.getBoolean(field, 0));
            case INT32, INT64 -> integer(type, true);
            case FLOAT -> (record, field) -> number(record.getFloat(field, 0));
            case DOUBLE -> (record, field) -> number(record.getDouble(field, 0));
            case INT96 -> (record, field) -> oldTimestamp(record.getInt96(field, 0).toByteBuffer());
            case BINARY, FIXED_LEN_BYTE_ARRAY -> null;
        };
    }

    private static ParquetCell integer(PrimitiveTypeName type, boolean signed) {
        if (signed)
            return (record, field) -> Long.toString(whole(record, field, type));
        return type == PrimitiveTypeName.INT64
                ? (record, field) -> Long.toUnsignedString(record.getLong(field, 0))
                : (record, field) -> Integer.toUnsignedString(record.getInteger(field, 0));
    }

    private static ParquetCell decimal(PrimitiveTypeName type, int scale) {
        return switch (type) {
            case INT32, INT64 -> (record, field) -> BigDecimal.valueOf(whole(record, field, type), scale).toPlainString();
            default -> (record, field) -> new BigDecimal(new BigInteger(record.getBinary(field, 0).getBytes()), scale).toPlainString();
        };
    }

    private static long whole(Group record, int field, PrimitiveTypeName type) {
        return type == PrimitiveTypeName.INT64 ? record.getLong(field, 0) : record.getInteger(field, 0);
    }

    /// Whole numbers without ".0": a column of whole numbers with gaps is stored as floating point by data frames.
    private static @Nullable String number(double value) {
        return Double.isNaN(value) ? null : number(value, Double.toString(value));
    }

    private static @Nullable String number(float value) {
        return Float.isNaN(value) ? null : number(value, Float.toString(value));
    }

    private static String number(double value, String shortest) {
        double size = Math.abs(value);
        if (value == 0)
            return "0";
        boolean plain = size >= 1e-6 && size < 1e15;
        return plain ? new BigDecimal(shortest).stripTrailingZeros().toPlainString() : shortest;
    }

    private static long nanos(long value, TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> Math.multiplyExact(value, 1_000_000L);
            case MICROS -> Math.multiplyExact(value, 1_000L);
            case NANOS -> value;
        };
    }

    /// ISO 8601; with Z where the file says that the times are universal, and the date alone for midnight where it does not.
    private static String instant(long value, TimestampLogicalTypeAnnotation type) {
        long perSecond = switch (type.getUnit()) {
            case MILLIS -> 1_000L;
            case MICROS -> 1_000_000L;
            case NANOS -> 1_000_000_000L;
        };
        Instant at = Instant.ofEpochSecond(Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
        return type.isAdjustedToUTC() ? at.toString() : local(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
    }

    private static String local(LocalDateTime at) {
        return at.toLocalTime().equals(LocalTime.MIDNIGHT) ? at.toLocalDate().toString() : at.toString();
    }

    /// Nanoseconds of the day and the number of the Julian day, as old writers have it.
    private static String oldTimestamp(ByteBuffer bytes) {
        ByteBuffer little = bytes.order(ByteOrder.LITTLE_ENDIAN);
        long nanos = little.getLong();
        return local(LocalDate.ofEpochDay(little.getInt() - 2_440_588L).atStartOfDay().plusNanos(nanos));
    }

    private static String utf8(ByteBuffer bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }
}
