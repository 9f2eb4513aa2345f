"""Word, Excel, PowerPoint, OpenDocument, RTF, and the old formats by LibreOffice."""
