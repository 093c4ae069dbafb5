package concord.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.request.ReadOptions;
import concord.model.result.Preview;
import concord.model.result.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Formulas give the value that the spreadsheet program saved with them. The workbook is made by hand, because the writing library saves none.
class WorkbookFormulasTest {
    @TempDir
    Path folder;

    @Test
    void cachedValuesErrorsAndDates() throws IOException {
        Path file = folder.resolve("formulas.xlsx");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "[Content_Types].xml",
                    """
                            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>
                            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                            <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
                            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            put(zip, "_rels/.rels", rels("officeDocument", "xl/workbook.xml"));
            put(zip, "xl/workbook.xml",
                    """
                            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                             xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            put(zip, "xl/_rels/workbook.xml.rels",
                    """
                            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                            <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
                            <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>""");
            put(zip, "xl/styles.xml",
                    """
                            <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>""");
            put(zip, "xl/worksheets/sheet1.xml", """
                    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:F2"/><sheetData>
                    <row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c><c r="B1" t="inlineStr"><is><t>number</t></is></c>
                    <c r="C1" t="inlineStr"><is><t>day</t></is></c><c r="D1" t="inlineStr"><is><t>error</t></is></c>
                    <c r="E1" t="inlineStr"><is><t>unsaved</t></is></c><c r="F1" t="inlineStr"><is><t>plain error</t></is></c></row>
                    <row r="2"><c r="A2" t="str"><f>CONCATENATE("a "," b")</f><v>a  b</v></c><c r="B2"><f>1/2</f><v>0.5</v></c>
                    <c r="C2" s="1"><f>DATE(2024,1,2)</f><v>45293</v></c><c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>
                    <c r="E2"><f>1+1</f></c><c r="F2" t="e"><v>#N/A</v></c></row></sheetData></worksheet>""");
        }
        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 5);
        assertThat(preview.rows().getFirst().cells()).containsExactly("a  b", "0.5", "2024-01-02", "", "", "");
        assertThat(preview.problems()).extracting(Problem::code).contains("cell_error", "formula_without_value");
        assertThat(preview.problems()).filteredOn(p -> p.code().equals("cell_error")).extracting(Problem::message)
                .anyMatch(m -> m.contains("D2") && m.contains("#DIV/0!")).anyMatch(m -> m.contains("F2") && m.contains("#N/A"));
    }

    private static String rels(String type, String target) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type + "\" Target=\"" + target
                + "\"/></Relationships>";
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
}
