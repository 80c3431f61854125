"""The Vietnamese of every help text, by its English words, and of the commonest wrong usages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_DEFAULT_DOCUMENT = "đường dẫn như khi đọc, tên tệp, hoặc mã văn bản hay phần đầu của mã"

HELP: Final[Mapping[str, str]] = MappingProxyType(
    {
        # what argparse says itself
        "usage: ": "cách dùng: ",
        "positional arguments": "đối số",
        "options": "tùy chọn",
        "show this help message and exit": "in phần trợ giúp này rồi kết thúc",
        "show program's version number and exit": "in số phiên bản rồi kết thúc",
        # the program and its commands
        "Turns scanned Vietnamese plans (kế hoạch) into task records.": (
            "Biến bản quét các kế hoạch thành dữ liệu nhiệm vụ."
        ),
        "read scans and write their tasks as Parquet tables": (
            "đọc bản quét, ghi các nhiệm vụ thành bảng Parquet"
        ),
        "serve the page on which people correct what was read": (
            "mở trang rà soát, nơi sửa kết quả đọc"
        ),
        "make accounts for the people who review": "lập tài khoản cho người rà soát",
        "find tasks by their words, units, deadlines and plans": (
            "tìm nhiệm vụ theo từ, đơn vị, thời hạn, kế hoạch"
        ),
        "ask the tables in SQL, read-only": "hỏi các bảng bằng SQL, chỉ đọc",
        "write tasks as XLSX, CSV, JSON lines or Parquet": (
            "xuất nhiệm vụ ra XLSX, CSV, JSON hoặc Parquet"
        ),
        "put the marks of a text layer right, line by line": (
            "sửa dấu tiếng Việt trong lớp chữ (.txt), từng dòng"
        ),
        "take documents out of the tables; their files stay, and what reviewers decided": (
            "bỏ văn bản khỏi các bảng; tệp gốc và quyết định rà soát vẫn còn"
        ),
        "put the table files of many documents together, quicker to read": (
            "gộp tệp bảng của nhiều văn bản, đọc nhanh hơn"
        ),
        "score what was read against gold": "chấm điểm kết quả đọc theo bản chuẩn",
        "make what models are trained and tested on": "tạo dữ liệu và huấn luyện mô hình",
        "print every option with its value, as a pipeline.toml": (
            "in mọi tùy chọn kèm giá trị, theo dạng pipeline.toml"
        ),
        "say what is missing on this machine and how to install it": (
            "cho biết máy này còn thiếu gì và lệnh để cài"
        ),
        "exit status:\n"
        "  0 all done            4 something this machine lacks (see kehoach doctor)\n"
        "  1 a defect of ours    5 some documents failed, the others are written\n"
        "  2 wrong usage         6 every document failed\n"
        "  3 input not found     130 interrupted; the same command goes on where it stopped\n"
        "    or not readable": (
            "mã kết thúc:\n"
            "  0 xong hết                 4 máy còn thiếu thành phần (xem kehoach doctor)\n"
            "  1 lỗi của chương trình     5 một số văn bản bị lỗi, các văn bản khác đã ghi\n"
            "  2 dùng sai lệnh            6 mọi văn bản đều lỗi\n"
            "  3 không tìm thấy hoặc      130 bị ngắt; chạy lại lệnh đó để làm tiếp\n"
            "    không đọc được tệp vào"
        ),
        "print the traceback of an error too": "khi có lỗi, in cả dấu vết lỗi của chương trình",
        # extract
        "files, or folders that are looked through": "tệp, hoặc thư mục cần đọc",
        "where the tables go (default data/processed)": "nơi ghi bảng (mặc định data/processed)",
        "read again what is done already": "đọc lại cả những văn bản đã đọc",
        "write a picture of each page that shows what was understood: grid, cells, lines, joins "
        "over page breaks and fields; reads again what is done already": (
            "vẽ mỗi trang một hình cho thấy chương trình đã hiểu gì: đường kẻ, ô, dòng chữ, chỗ "
            "nối qua trang, các trường; đọc lại cả những văn bản đã đọc"
        ),
        "write a copy of each document in which the words that were read can be found and "
        "selected (PDF/A-2b); reads again what is done already": (
            "ghi cho mỗi văn bản một bản PDF/A-2b tìm và chọn được chữ; đọc lại cả những văn bản "
            "đã đọc"
        ),
        "with --searchable: the words as ALTO beside each copy": (
            "cùng --searchable: ghi thêm chữ dạng ALTO cạnh mỗi bản"
        ),
        "go on and read new files as they arrive, once they are complete; Ctrl-C ends it": (
            "chạy liên tục: đọc tệp mới khi đã chép xong; Ctrl-C để dừng"
        ),
        "where documents are read: processes on this machine (default), or the Ray cluster that "
        "RAY_ADDRESS names": (
            "nơi đọc văn bản: các tiến trình trên máy này (mặc định), hoặc cụm máy Ray ghi trong "
            "RAY_ADDRESS"
        ),
        "settings file (default: pipeline.toml of the current folder, where there is one)": (
            "tệp cài đặt (mặc định: pipeline.toml trong thư mục hiện tại, nếu có)"
        ),
        "documents read at once; 0 = one for each core this process may use.": (
            "số văn bản đọc cùng lúc; 0 = mỗi lõi của máy một văn bản"
        ),
        "Each option of each stage is a flag too, such as --cleanup.max-dpi 300: "
        "`kehoach settings` lists them with what they mean.": (
            "Mọi tùy chọn của từng bước cũng dùng được trên dòng lệnh, chẳng hạn --cleanup.max-dpi "
            "300: `kehoach settings` liệt kê tất cả kèm ý nghĩa."
        ),
        # review, users
        "where the tables are (default data/processed)": (
            "thư mục chứa các bảng (mặc định data/processed)"
        ),
        "(default 8765)": "cổng (mặc định 8765)",
        "address to serve on (default 127.0.0.1: this machine only); any other demands accounts, "
        "see `kehoach users`": (
            "địa chỉ mở trang (mặc định 127.0.0.1: chỉ máy này); địa chỉ khác thì phải có tài "
            "khoản, xem `kehoach users`"
        ),
        "where source files lie that are no longer where they were read; may be given again": (
            "thư mục đang chứa các tệp gốc đã chuyển chỗ; có thể nêu nhiều lần"
        ),
        "ask only about this document: its file as it was read, its file's name, or its id or how "
        "that begins; may be given again": (
            f"chỉ rà soát văn bản này: {_DEFAULT_DOCUMENT}; có thể nêu nhiều lần"
        ),
        "a correction counts only when another person has confirmed it": (
            "mỗi chỗ sửa chỉ được tính khi một người khác đã xác nhận"
        ),
        "for looking only: search, deadlines, indicators, plans; nobody corrects anything": (
            "chỉ để tra cứu: tìm kiếm, thời hạn, chỉ tiêu, kế hoạch; không ai sửa được"
        ),
        "database of corrections (default: an SQLite file in the output folder)": (
            "cơ sở dữ liệu chứa các chỗ sửa (mặc định: tệp SQLite trong thư mục kết quả)"
        ),
        "make an account, or give it a new password": "lập tài khoản, hoặc đặt lại mật khẩu",
        "let a person sign in no more; what they decided stays": (
            "không cho một người đăng nhập nữa; quyết định của họ vẫn còn"
        ),
        "print who may sign in": "in danh sách người được đăng nhập",
        "as in `kehoach review`": "như ở `kehoach review`",
        "an analyst sees everything and decides nothing (default: reviewer, or what the account "
        "was)": (
            "analyst chỉ tra cứu, không sửa (mặc định: reviewer, hoặc giữ như tài khoản đang có)"
        ),
        "read the password as one line of standard input instead of asking": (
            "đọc mật khẩu từ một dòng của đầu vào chuẩn thay vì hỏi"
        ),
        # search, sql, export
        "which tasks": "nhiệm vụ nào",
        'marks and capitals do not count, UBND is Ủy ban nhân dân; "\\"một cửa\\"" in quotes of '
        "its own stands together": (
            'không cần dấu hay chữ hoa, UBND là Ủy ban nhân dân; "\\"một cửa\\"" trong ngoặc kép '
            "thì phải đi liền nhau"
        ),
        "database of corrections (default: the one in the folder, if there is one)": (
            "cơ sở dữ liệu chứa các chỗ sửa (mặc định: cơ sở trong thư mục kết quả, nếu có)"
        ),
        "leads or takes part; may be given again": "chủ trì hoặc phối hợp; có thể nêu nhiều lần",
        "leads": "chủ trì",
        "takes part": "phối hợp",
        "due by the end of a day, month, quarter or year: 2021-06-30, 30/6/2021, 6/2021, "
        '"quý II/2021", 2021': (
            "hạn chậm nhất vào cuối một ngày, tháng, quý hay năm: 30/6/2021, 6/2021, "
            '"quý II/2021", 2021'
        ),
        "due from the first day of WHEN on": "hạn từ ngày đầu của WHEN trở đi",
        "its last day is in WHEN": "hạn cuối nằm trong WHEN",
        "due, going on or coming again in WHEN": "đến hạn, kéo dài qua hoặc lặp lại trong WHEN",
        "of deadline": "loại thời hạn",
        "who issued the plan": "cơ quan ban hành kế hoạch",
        "place of the plan or its issuer": "địa phương của kế hoạch hoặc của cơ quan ban hành",
        "number, title or file of the plan": "số, trích yếu hoặc tệp của kế hoạch",
        "only of this document: its file as it was read, its file's name, or its id or how that "
        "begins; may be given again": (
            f"chỉ của văn bản này: {_DEFAULT_DOCUMENT}; có thể nêu nhiều lần"
        ),
        "the plan is for": "năm của kế hoạch",
        'such as "hồ sơ", ">= 90%%" or both': 'chỉ tiêu, chẳng hạn "hồ sơ", ">= 90%%" hoặc cả hai',
        "of the least sure field, 0-1": "độ tin cậy của trường kém chắc nhất, 0-1",
        "a person should look at them": "chỉ nhiệm vụ cần xem lại",
        "the record's id, or how it begins": "mã bản ghi, hoặc phần đầu của mã",
        "leave out plans that another document holds too": (
            "bỏ các kế hoạch đã có ở văn bản khác (quét hai lần)"
        ),
        "(default: relevance)": "thứ tự (mặc định: relevance, phù hợp nhất trước)",
        "tasks shown (default 20, 0: all)": "số nhiệm vụ hiện ra (mặc định 20; 0: tất cả)",
        "show the place on paper of the first task found": (
            "mở ảnh chỗ của nhiệm vụ đầu tiên trên giấy"
        ),
        "one statement; without it: the columns there are": (
            "một câu SELECT; để trống thì in các cột hiện có"
        ),
        "rows shown (default 100 as a table; 0: all)": (
            "số dòng hiện ra (mặc định 100 khi in thành bảng; 0: tất cả)"
        ),
        "(default: what FILE ends in)": "định dạng (mặc định: theo đuôi của FILE)",
        "only tasks with these words, as in search": "chỉ nhiệm vụ có các từ này, như ở search",
        'between the columns of CSV (default ",")': 'dấu ngăn các cột CSV (mặc định ",")',
        "XLSX: cut each task's place on paper out, into FILE-crops, and link to it": (
            "XLSX: cắt ảnh chỗ của từng nhiệm vụ trên giấy vào FILE-crops và đặt liên kết tới ảnh"
        ),
        # repair, remove
        "the text layer": "tệp chữ cần sửa",
        "where the repaired text goes (default: standard output)": (
            "nơi ghi chữ đã sửa (mặc định: in ra màn hình)"
        ),
        "list the words there whose probability of being right is below 0.9: where they stand in "
        "the text as received, as received and as repaired, what else they may be": (
            "liệt kê vào đó các chữ có xác suất đúng dưới 0,9: vị trí trong tệp gốc, chữ nhận "
            "được, chữ đã sửa, chữ có thể đúng khác"
        ),
        "its file as it was read, its file's name, or its id or how that begins": _DEFAULT_DOCUMENT,
        "all documents whose files are no longer there": "mọi văn bản không còn tệp gốc",
        "do not ask": "không hỏi lại",
        # evaluate
        "folder with gold; may be given again": "thư mục bản chuẩn; có thể nêu nhiều lần",
        "output folder of `kehoach extract`": "thư mục kết quả của `kehoach extract`",
        "files, or folders of files, that were to be read: one that was not counts with "
        "everything missing; may be given again (default: every plan and page of gold)": (
            "tệp hoặc thư mục lẽ ra phải đọc: tệp chưa đọc bị tính là thiếu hết; có thể nêu nhiều "
            "lần (mặc định: mọi kế hoạch và trang của bản chuẩn)"
        ),
        "print the figures as JSON": "in các số liệu dạng JSON",
        "write scores and errors as one page": "ghi điểm và lỗi thành một trang",
        "pictures in the report at most (400)": "số ảnh nhiều nhất trong báo cáo (400)",
        "write NAME.md and NAME.json": "ghi NAME.md và NAME.json",
        "figures to compare with; status 1 when new ones are worse beyond noise": (
            "số liệu để so sánh; mã kết thúc 1 khi kết quả mới kém hơn rõ rệt"
        ),
    }
)

# A part of the English message → what it says; the first that occurs counts. What may be wrong with
# a document stands in ``batch.reasons``.
WRONG: Final[tuple[tuple[str, str], ...]] = (
    ("arguments are required", "Còn thiếu đối số."),
    ("unrecognized arguments", "Không có tùy chọn này."),
    ("invalid choice", "Giá trị này không có trong các lựa chọn."),
    ("expected one argument", "Tùy chọn này cần một giá trị."),
    ("no tables in", "Chưa có bảng nào ở thư mục này: hãy đọc văn bản bằng kehoach extract trước."),
    ("nothing is asked for", "Chưa nêu từ hay điều kiện nào để tìm."),
    ("is in use", "Cổng này đang được dùng: hãy chọn cổng khác bằng --port."),
    ("there are no accounts", "Chưa có tài khoản nào: hãy lập cho từng người trước."),
    ("there is no account", "Không có tài khoản này."),
    ("the two passwords differ", "Hai lần gõ mật khẩu không giống nhau."),
    ("a password has", "Mật khẩu quá ngắn hoặc quá dài."),
    (
        "kehoach repair takes bare text only",
        "Đây không phải tệp chữ: hãy đọc bằng kehoach extract.",
    ),
    ("does not say which format", "Không rõ định dạng: hãy đặt đuôi tệp, hoặc dùng --format."),
    ("there is no folder", "Không có thư mục này: hãy tạo trước, hoặc chọn nơi khác."),
    ("no document is named", "Chưa nêu văn bản nào."),
    ("cannot write", "Không ghi được: hãy chọn nơi khác, hoặc kiểm tra quyền ghi và dung lượng."),
    ("cannot read", "Không đọc được tệp này."),
    ("another run is reading", "Một lượt chạy khác đang đọc văn bản này: hãy thử lại khi xong."),
    ("no settings file", "Không có tệp cài đặt này."),
    ("SQL: ", "Câu SQL có lỗi."),
    ("Tesseract", "Máy thiếu mô hình tiếng Việt của Tesseract: xem kehoach doctor."),
)
