"""What plans are about: titles, groups of tasks and phrases that make a task, by subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.train.synth.lists import cut
from pipeline.train.synth.words import Subject


@dataclass(frozen=True, slots=True)
class Matter:
    """The words of one subject.

    titles   of plans; ``{y}`` the year, ``{a}`` the area.
    groups   headings of groups of tasks.
    verbs, things   put together they make a task ("Rà soát, cập nhật" + "danh mục …").
    """

    titles: tuple[str, ...]
    groups: tuple[str, ...]
    verbs: tuple[str, ...]
    things: tuple[str, ...]


MATTERS: Final[dict[Subject, Matter]] = {
    "a": Matter(
        cut(
            """Cải cách hành chính nhà nước năm {y} trên địa bàn {a}
            | Kiểm soát thủ tục hành chính năm {y}
            | Chuyển đổi số và bảo đảm an toàn thông tin mạng năm {y}
            | Thực hiện công tác văn thư, lưu trữ năm {y} trên địa bàn {a}
            | Phổ biến, giáo dục pháp luật, hòa giải ở cơ sở năm {y}
            | Theo dõi tình hình thi hành pháp luật năm {y} trên địa bàn {a}
            | Triển khai Đề án phát triển ứng dụng dữ liệu về dân cư năm {y}"""
        ),
        cut(
            """Công tác chỉ đạo, điều hành | Cải cách thể chế | Cải cách thủ tục hành chính
            | Cải cách tổ chức bộ máy | Cải cách chế độ công vụ | Cải cách tài chính công
            | Xây dựng chính quyền điện tử, chính quyền số | Công tác thông tin, tuyên truyền
            | Công tác kiểm tra, giám sát | Chế độ thông tin, báo cáo"""
        ),
        cut(
            """Rà soát, cập nhật | Xây dựng, ban hành | Kiểm tra việc thực hiện
            | Công khai, niêm yết | Tổ chức triển khai | Hướng dẫn, đôn đốc thực hiện
            | Nâng cao chất lượng | Hoàn thiện"""
        ),
        cut(
            """danh mục thủ tục hành chính thuộc thẩm quyền giải quyết
            | quy chế làm việc và quy chế phối hợp giữa các cơ quan, đơn vị
            | cơ sở dữ liệu chuyên ngành, kết nối với trục liên thông văn bản
            | quy trình nội bộ giải quyết hồ sơ theo cơ chế một cửa
            | kế hoạch bồi dưỡng kỹ năng số cho cán bộ, công chức, viên chức
            | việc chấp hành kỷ luật, kỷ cương hành chính
            | hồ sơ, tài liệu đến hạn nộp lưu vào lưu trữ lịch sử"""
        ),
    ),
    "e": Matter(
        cut(
            """Phòng, chống thiên tai và tìm kiếm cứu nạn năm {y} | Xây dựng nông thôn mới năm {y}
            | Bảo vệ môi trường và quản lý chất thải năm {y} trên địa bàn {a}
            | Bảo đảm trật tự an toàn giao thông năm {y} trên địa bàn {a}
            | Phát triển kinh tế tập thể, hợp tác xã năm {y}
            | Sản xuất nông nghiệp vụ Đông Xuân và cả năm {y} | Trồng cây, trồng rừng năm {y}
            | Thực hiện Chương trình mỗi xã một sản phẩm năm {y} trên địa bàn {a}"""
        ),
        cut(
            """Công tác chỉ đạo, điều hành | Quy hoạch và quản lý đất đai | Phát triển hạ tầng
            | Phát triển sản xuất, nâng cao thu nhập | Bảo vệ môi trường, vệ sinh an toàn thực phẩm
            | Phòng ngừa, ứng phó | Huy động nguồn lực | Kiểm tra, xử lý vi phạm
            | Tuyên truyền, vận động | Chế độ báo cáo"""
        ),
        cut(
            """Kiểm tra, đánh giá | Lập, trình phê duyệt | Sửa chữa, nâng cấp | Hỗ trợ phát triển
            | Hướng dẫn Nhân dân thực hiện | Tăng cường quản lý
            | Thống kê, đánh giá thiệt hại đối với"""
        ),
        cut(
            """hệ thống kênh mương, hồ đập trước mùa mưa lũ
            | phương án ứng phó với từng cấp độ rủi ro thiên tai
            | các điểm tập kết rác thải và bãi chôn lấp trên địa bàn
            | vùng sản xuất hàng hóa tập trung gắn với truy xuất nguồn gốc
            | công trình giao thông, thủy lợi nội đồng xuống cấp
            | hoạt động khai thác cát, sỏi lòng sông
            | các cơ sở sản xuất, kinh doanh vật tư nông nghiệp"""
        ),
    ),
    "s": Matter(
        cut(
            """Bảo vệ, chăm sóc và nâng cao sức khỏe Nhân dân năm {y}
            | Công tác trẻ em, bình đẳng giới năm {y} trên địa bàn {a}
            | Giảm nghèo bền vững năm {y} trên địa bàn {a}
            | Giải quyết việc làm, đào tạo nghề cho lao động nông thôn năm {y}
            | Tổ chức các hoạt động văn hóa, thể thao và du lịch năm {y}
            | Nâng cao chất lượng giáo dục mầm non, phổ thông năm {y}
            | Phòng, chống dịch bệnh ở người năm {y} trên địa bàn {a}"""
        ),
        cut(
            """Công tác lãnh đạo, chỉ đạo | Truyền thông, giáo dục sức khỏe | Y tế dự phòng
            | Khám bệnh, chữa bệnh | Giáo dục và đào tạo | An sinh xã hội, giảm nghèo
            | Văn hóa, thể thao, gia đình | Chăm sóc, bảo vệ trẻ em | Đào tạo nghề, việc làm
            | Kiểm tra, giám sát, đánh giá"""
        ),
        cut(
            """Tổ chức thực hiện | Rà soát, lập danh sách | Truyền thông, vận động | Hỗ trợ
            | Kiểm tra, giám sát | Nâng cao chất lượng | Quản lý, theo dõi | Tăng cường"""
        ),
        cut(
            """các hộ nghèo, hộ cận nghèo, đối tượng bảo trợ xã hội trên địa bàn
            | công tác phòng, chống suy dinh dưỡng trẻ em tại cộng đồng
            | hoạt động của thiết chế văn hóa, thể thao cơ sở
            | công tác khám sức khỏe ban đầu cho người cao tuổi
            | việc thực hiện chính sách đối với người có công
            | các lớp xóa mù chữ, phổ cập giáo dục
            | học nghề, tạo việc làm cho lao động nông thôn"""
        ),
    ),
    "p": Matter(
        cut(
            """Phòng, chống tội phạm, tệ nạn xã hội năm {y} trên địa bàn {a}
            | Phòng cháy, chữa cháy và cứu nạn, cứu hộ năm {y}
            | Công tác quốc phòng, quân sự địa phương năm {y}
            | Phòng, chống tham nhũng, tiêu cực năm {y}
            | Tiếp công dân, giải quyết khiếu nại, tố cáo năm {y}
            | Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc năm {y}
            | Công tác dân vận chính quyền năm {y} trên địa bàn {a}"""
        ),
        cut(
            """Công tác lãnh đạo, chỉ đạo | Công tác phòng ngừa | Công tác tuyên truyền
            | Đấu tranh, xử lý | Xây dựng lực lượng | Huấn luyện, diễn tập
            | Kiểm tra, thanh tra | Công khai, minh bạch | Phong trào thi đua | Sơ kết, tổng kết"""
        ),
        cut(
            """Tuyên truyền, vận động Nhân dân tham gia | Kiểm tra, hướng dẫn | Củng cố, kiện toàn
            | Tổ chức huấn luyện, diễn tập | Nắm chắc tình hình | Xây dựng và luyện tập"""
        ),
        cut(
            """lực lượng bảo vệ an ninh, trật tự ở cơ sở
            | phương án chữa cháy tại khu dân cư, chợ và cơ sở trọng điểm
            | việc kê khai, công khai tài sản, thu nhập
            | phong trào thi đua quyết thắng của lực lượng vũ trang địa phương
            | công tác tiếp công dân tại trụ sở
            | việc quản lý vũ khí, vật liệu nổ và công cụ hỗ trợ
            | dân quân tự vệ và dự bị động viên"""
        ),
    ),
}
RESULTS: Final = cut(
    """Kế hoạch | Quyết định | Báo cáo | Văn bản chỉ đạo | Báo cáo kết quả kiểm tra | Tờ trình
    | Hội nghị được tổ chức | Thông báo kết luận | Danh sách được phê duyệt | Biên bản kiểm tra
    | Các văn bản chỉ đạo, hướng dẫn | Quyết định phê duyệt | Kế hoạch được ban hành"""
)
CITED: Final = cut(
    """theo Nghị định số {n}/{y}/NĐ-CP của Chính phủ
    | theo Quyết định số {n}/QĐ-UBND ngày {d}/{m}/{y}
    | quy định tại khoản {k} Điều {l} Luật Tổ chức chính quyền địa phương
    | theo Thông tư số {n}/{y}/TT-BNV | được giao tại Chỉ thị số {k}/CT-UBND"""
)
